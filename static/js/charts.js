/**
 * <div data-chart="id"> draws the data in the JSON script of that id; the table beside it says the
 * same. Bars start at zero, every value is written out, lines differ by stroke and mark as well.
 */

const DEFAULT_SERIES = "on_time";
const ROW = 27;
const PRINTED_WIDTH = 690;
const STROKES = ["solid", "dashed", "dotted"];
const MARKS = ["circle", "rect", "triangle"];
const tokens = getComputedStyle(document.documentElement);
const charts = [];

function token(name) {
  return tokens.getPropertyValue(name).trim();
}

const ink = token("--ink");
const soft = token("--ink-soft");
const line = token("--line-soft");
const font = token("--font");
const hues = [token("--accent"), token("--light-green"), token("--light-orange")];
const FEW = { color: token("--accent-soft"), borderColor: hues[0], borderType: "dashed" };
const textStyle = { color: ink, fontFamily: font, fontSize: 12 };

function percentAxis(words, extra) {
  return {
    type: "value",
    min: 0,
    max: 100,
    name: words.percent,
    nameTextStyle: { color: soft },
    axisLabel: { color: soft },
    splitLine: { lineStyle: { color: line } },
    ...extra,
  };
}

function nameAxis(names, extra) {
  return {
    type: "category",
    data: names,
    axisLabel: { color: ink, fontFamily: font },
    axisLine: { lineStyle: { color: soft } },
    axisTick: { show: false },
    ...extra,
  };
}

function said(point, words) {
  if (point.value === null) return words.none;
  return `${point.value}% (${point.of})${point.small ? ` ${words.small}` : ""}`;
}

function shared(data) {
  return {
    animation: false,
    textStyle,
    aria: { enabled: true, label: { description: data.title } },
    tooltip: { renderMode: "richText", confine: true },
  };
}

function trend(data) {
  return {
    ...shared(data),
    tooltip: {
      renderMode: "richText",
      confine: true,
      trigger: "axis",
      formatter: (items) => [items[0].name, ...items.map((item) => `${item.seriesName} ${said(item.data.point, data.words)}`)].join("\n"),
    },
    legend: { top: 0, textStyle, itemWidth: 34 },
    grid: { left: 8, right: 64, top: 52, bottom: 4, containLabel: true },
    xAxis: nameAxis(data.names, { boundaryGap: false }),
    yAxis: percentAxis(data.words),
    series: data.series.map((series, place) => ({
      type: "line",
      name: series.name,
      symbol: MARKS[place],
      symbolSize: 9,
      color: hues[place],
      lineStyle: { width: 2, type: STROKES[place] },
      endLabel: { show: true, formatter: ({ value }) => `${value}%`, color: ink },
      labelLayout: { moveOverlap: "shiftY" },
      data: series.points.map((point) => ({ value: point.value, point })),
    })),
  };
}

function ranked(data, key) {
  const { points } = data.series.find((series) => series.key === key);
  return data.names
    .map((name, place) => ({ name, point: points[place] }))
    .sort((one, other) => (one.point.value ?? -1) - (other.point.value ?? -1));
}

function ranking(data, key) {
  const rows = ranked(data, key);
  return {
    ...shared(data),
    tooltip: {
      renderMode: "richText",
      confine: true,
      formatter: (item) => `${item.name}\n${said(item.data.point, data.words)}`,
    },
    grid: { left: 8, right: 116, top: 24, bottom: 4, containLabel: true },
    xAxis: percentAxis(data.words, { position: "top" }),
    yAxis: nameAxis(rows.map((row) => row.name), { axisLabel: { color: ink, width: 110, overflow: "truncate" } }),
    series: [{
      type: "bar",
      barMaxWidth: 14,
      color: hues[0],
      label: { show: true, position: "right", color: ink, formatter: ({ data: bar }) => said(bar.point, data.words) },
      data: rows.map((row) => ({
        value: row.point.value ?? 0,
        point: row.point,
        itemStyle: row.point.small ? FEW : {},
      })),
    }],
  };
}

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  if (data.type === "ranking") place.style.height = `${data.names.length * ROW + 48}px`;
  const chart = window.echarts.init(place, null, { renderer: "canvas", devicePixelRatio: Math.max(2, window.devicePixelRatio) });
  const show = (key) => chart.setOption(data.type === "trend" ? trend(data) : ranking(data, key), true);
  show(DEFAULT_SERIES);
  charts.push(chart);
  for (const choice of document.querySelectorAll(`[data-chart-choice="${place.dataset.chart}"]`)) {
    choice.addEventListener("click", (event) => {
      const button = event.target.closest("[data-series]");
      if (!button) return;
      for (const one of choice.children) one.setAttribute("aria-pressed", String(one === button));
      show(button.dataset.series);
    });
  }
}

document.querySelectorAll("[data-chart]").forEach(draw);
window.addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
window.addEventListener("beforeprint", () => charts.forEach((chart) => chart.resize({ width: PRINTED_WIDTH })));
window.addEventListener("afterprint", () => charts.forEach((chart) => chart.resize({ width: "auto" })));
