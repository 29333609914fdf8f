"""The sweep's statements: set-based, the same on PostgreSQL and SQLite. Only table names are put in."""

ORDINAL = """due.ordinal + rung.offset
      + CASE WHEN due.is_working OR rung.offset > 0 THEN 0 ELSE 1 END"""

FALLS_AT = "CASE WHEN rung.at_opening THEN falls.opens_at ELSE falls.closes_at END"

DUE_STEPS = f"""
    FROM {{deadline}} d
    JOIN {{rung}} rung ON rung.policy_id = d.ladder_id AND rung.level >= d.next_level
    JOIN {{day}} due ON due.date = d.due_on
    JOIN {{day}} falls ON falls.is_working AND falls.ordinal = {ORDINAL}
    WHERE d.next_at <= %s AND {FALLS_AT} <= %s
      AND NOT EXISTS (SELECT 1 FROM {{slip}} s WHERE s.deadline_id = d.id AND s.level = rung.level)
"""

COUNT = "SELECT count(*)" + DUE_STEPS

INSERT_SLIPS = (
    """
    INSERT INTO {slip} (number, deadline_id, case_id, level, colour, organization_id, position_id,
                        recipient_id, fell_due_at, taken_at, sweep, reply)
    WITH addressee (organization_id, kind, position_id, user_id) AS (VALUES {values}),
    step AS (
        SELECT d.id AS deadline_id, d.case_id, d.organization_id, rung.level, rung.colour,
               rung.recipient, """
    + FALLS_AT
    + """ AS fell_due_at,
               row_number() OVER (ORDER BY d.id, rung.level) AS place
    """
    + DUE_STEPS
    + """
    )
    SELECT CAST(%s AS varchar(20)) || substr(CAST(1000000 + %s + step.place AS varchar(20)), 2),
           step.deadline_id, step.case_id, step.level, step.colour, step.organization_id,
           CASE WHEN {to_handler} THEN NULL ELSE CAST(addressee.position_id AS bigint) END,
           CASE WHEN {to_handler} THEN c.handler_id ELSE CAST(addressee.user_id AS bigint) END,
           step.fell_due_at, %s, %s, ''
    FROM step
    JOIN {case} c ON c.id = step.case_id
    LEFT JOIN addressee ON addressee.organization_id = step.organization_id
                       AND addressee.kind = step.recipient
    WHERE true
    ON CONFLICT (deadline_id, level) DO NOTHING
    """
)

TO_HANDLER = (
    "step.recipient = 'handler' AND c.handler_id IS NOT NULL"
    " AND c.lead_unit_id = step.organization_id"
)

INSERT_TRAIL = """
    INSERT INTO {trail} (at, actor_id, actor_name, subject_type, subject_id, subject_label,
                         action, note, changes)
    SELECT s.taken_at, CAST(%s AS bigint), %s, 'issues.case', s.case_id,
           substr(c.number || ' ' || c.title, 1, 200), 'slip', s.number, {json}
    FROM {slip} s JOIN {case} c ON c.id = s.case_id WHERE s.sweep = %s
"""

ADVANCE = f"""
    UPDATE {{deadline}} AS d
    SET level = coming.level, next_level = coming.next_level, next_at = coming.next_at
    FROM (
        SELECT reached.id, reached.level, rung.level AS next_level,
               CASE WHEN rung.level IS NULL THEN NULL ELSE {FALLS_AT} END AS next_at
        FROM (
            SELECT d.id, d.ladder_id, d.due_on,
                   coalesce((SELECT max(s.level) FROM {{slip}} s WHERE s.deadline_id = d.id),
                            d.next_level - 1) AS level
            FROM {{deadline}} d WHERE d.next_at <= %s
        ) reached
        JOIN {{day}} due ON due.date = reached.due_on
        LEFT JOIN {{rung}} rung ON rung.policy_id = reached.ladder_id AND rung.level =
            (SELECT min(higher.level) FROM {{rung}} higher
             WHERE higher.policy_id = reached.ladder_id AND higher.level > reached.level)
        LEFT JOIN {{day}} falls ON falls.is_working AND falls.ordinal = {ORDINAL}
    ) coming
    WHERE coming.id = d.id AND d.next_at <= %s
"""

INSERT_NOTICES = """
    INSERT INTO {notice} (recipient_id, template, label, level, url, subject_type, subject_id,
                          dedupe_key, created_at, deliver_after)
    WITH addressee (organization_id, user_id) AS (VALUES {values})
    SELECT people.user_id, 'issues.slip_' || people.colour, substr(people.label, 1, 200),
           people.colour, people.url, 'issues.case', people.case_id,
           'slip:' || people.slip_id || ':user:' || people.user_id, %s, %s
    FROM (
        SELECT s.id AS slip_id, s.recipient_id AS user_id, s.colour, s.case_id,
               c.number || ' ' || c.title AS label,
               CAST(%s AS varchar(50)) || s.number || '/' AS url
        FROM {slip} s JOIN {case} c ON c.id = s.case_id
        WHERE s.sweep = %s AND s.recipient_id IS NOT NULL
        UNION
        SELECT s.id, CAST(addressee.user_id AS bigint), s.colour, s.case_id,
               c.number || ' ' || c.title, CAST(%s AS varchar(50)) || s.number || '/'
        FROM {slip} s JOIN {case} c ON c.id = s.case_id
        JOIN {deadline} d ON d.id = s.deadline_id
        JOIN {rung} rung ON rung.policy_id = d.ladder_id AND rung.level = s.level
        JOIN addressee ON addressee.organization_id = s.organization_id
        WHERE s.sweep = %s AND rung.recipient = 'principal' AND addressee.user_id IS NOT NULL
    ) people
    WHERE true
    ON CONFLICT (dedupe_key) DO NOTHING
"""
