"""Drawn stand-ins for photos: nobody's workshop, before and after."""

import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (640, 480)
NAMES = {"before": "现场照片.jpg", "after": "整改后照片.jpg"}
MOODS = {"before": ((150, 136, 120), (196, 84, 52)), "after": ((176, 190, 200), (62, 138, 92))}


def photo_draw(rng: random.Random, mood: str) -> SimpleUploadedFile:
    """A workshop of boxes; ``before`` has a red mark on it, ``after`` a green one."""
    wall, mark = MOODS[mood]
    image = Image.new("RGB", SIZE, wall)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 330, *SIZE), fill=tuple(part - 40 for part in wall))
    for _box in range(rng.randrange(9, 16)):
        left, top = rng.randrange(-40, SIZE[0] - 60), rng.randrange(-40, SIZE[1] - 60)
        shade, width, height = (
            rng.randrange(50, 200),
            rng.randrange(50, 200),
            rng.randrange(50, 200),
        )
        draw.rectangle(
            (left, top, left + width, top + height), fill=(shade, shade - 12, shade - 24)
        )
    draw.ellipse((250, 190, 390, 330), outline=mark, width=10)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return SimpleUploadedFile(NAMES[mood], out.getvalue(), content_type="image/jpeg")


def receipt_draw(rng: random.Random) -> SimpleUploadedFile:
    """A sheet on a desk, with lines, a signature and a round stamp."""
    image = Image.new("RGB", (480, 640), (120, 104, 88))
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 24, 450, 616), fill=(250, 249, 245))
    for line in range(9):
        top = 80 + 34 * line
        draw.rectangle((70, top, rng.randrange(320, 410), top + 7), fill=(150, 150, 155))
    left, points = rng.randrange(90, 130), []
    for step in range(12):
        points.append((left + 12 * step, 470 + rng.randrange(-22, 22)))
    draw.line(points, fill=(30, 40, 110), width=4, joint="curve")
    draw.ellipse((290, 420, 410, 540), outline=(200, 40, 40), width=7)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return SimpleUploadedFile("签收回执.jpg", out.getvalue(), content_type="image/jpeg")
