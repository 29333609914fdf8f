/**
 * <div data-chart="id"> draws the data in the JSON script of that id; the table beside it says the
 * same. Bars start at zero, every value is written out, lines differ by stroke and mark as well.
 * On a phone that table (details.panel-table) is folded away; on paper it is open.
 * <button data-chart-png="id"> hands the chart out as a picture.
 */

import { FEW, MARKS, STROKES, hues, ink, nameAxis, percentAxis, said, shared, surface, textStyle, valueAxis } from "./chart_base.js";
import { PANELS, height } from "./chart_panels.js";

const DEFAULT_SERIES = "on_time";
const ROW = 27;
const PRINTED_WIDTH = 690;
const PICTURE = { width: 1000, height: 520 };
const charts = [];

function trend(data) {
  return lines(data, percentAxis(data.words), (point) => said(point, data.words), "%");
}

function counts(data) {
  return lines(data, valueAxis(data.words.unit), (point) => point.value, "");
}

function lines(data, axis, told, sign) {
  return {
    ...shared(data),
    tooltip: {
      renderMode: "richText",
      confine: true,
      trigger: "axis",
      formatter: (items) => [items[0].name, ...items.map((item) => `${item.seriesName} ${told(item.data.point)}`)].join("\n"),
    },
    legend: { top: 0, textStyle, itemWidth: 34 },
    grid: { left: 8, right: 64, top: 52, bottom: 4, containLabel: true },
    xAxis: nameAxis(data.names, { boundaryGap: false }),
    yAxis: axis,
    series: data.series.map((series, place) => ({
      type: "line",
      name: series.name,
      symbol: MARKS[place],
      symbolSize: 9,
      color: hues[place],
      lineStyle: { width: 2, type: STROKES[place] },
      endLabel: { show: true, formatter: ({ value }) => `${value}${sign}`, color: ink },
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

const OPTIONS = { trend, counts, ranking, ...PANELS };

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  if (data.type === "ranking") place.style.height = `${data.names.length * ROW + 48}px`;
  if (data.type in PANELS) place.style.height = height(data);
  const chart = window.echarts.init(place, null, { renderer: "canvas", devicePixelRatio: Math.max(2, window.devicePixelRatio) });
  let shown = data.choices ? Object.keys(data.choices)[0] : DEFAULT_SERIES;
  const show = () => chart.setOption(OPTIONS[data.type](data, shown), true);
  show();
  charts.push(chart);
  for (const choice of document.querySelectorAll(`[data-chart-choice="${place.dataset.chart}"]`)) {
    choice.addEventListener("click", (event) => {
      const button = event.target.closest("[data-series]");
      if (!button) return;
      for (const one of choice.children) one.setAttribute("aria-pressed", String(one === button));
      shown = button.dataset.series;
      show();
    });
  }
  for (const button of document.querySelectorAll(`[data-chart-png="${place.dataset.chart}"]`)) {
    button.addEventListener("click", () => handOut(OPTIONS[data.type](data, shown), data, shown));
  }
}

/** The chart once more, with its title and of one size whatever the window, as a file. */
function handOut(option, data, shown) {
  const place = document.createElement("div");
  const chart = window.echarts.init(place, null, { renderer: "canvas", devicePixelRatio: 2, ...PICTURE });
  const title = data.choices && shown in data.choices ? `${data.title}:${shown}` : data.title;
  const grid = { ...option.grid, top: (option.grid.top || 0) + 40 };
  const legend = option.legend && { ...option.legend, top: 40 };
  chart.setOption({ ...option, grid, legend, title: { text: title, left: 8, top: 4, textStyle: { ...textStyle, fontSize: 16 } } });
  const link = document.createElement("a");
  link.href = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: surface });
  link.download = `${title}.png`;
  link.click();
  chart.dispose();
}

const tables = document.querySelectorAll("details.panel-table");
if (window.matchMedia("(max-width: 991.98px)").matches) for (const table of tables) table.open = false;
window.addEventListener("beforeprint", () => tables.forEach((table) => { table.open = true; }));
document.querySelectorAll("[data-chart]").forEach(draw);
window.addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
window.addEventListener("beforeprint", () => charts.forEach((chart) => {
  chart.resize({ width: PRINTED_WIDTH });
  chart.getZr().refreshImmediately(); // paper does not wait for the next frame
}));
window.addEventListener("afterprint", () => charts.forEach((chart) => chart.resize({ width: "auto" })));
