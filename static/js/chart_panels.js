/** The charts of a dashboard's panels: bars, stacked bars, and lines of this time and a year before. */

import { MARKS, STROKES, hues, ink, nameAxis, percentAxis, said, shared, soft, textStyle, valueAxis } from "./chart_base.js";

const BAR = 36;
const LEAST = 180;
const DECALS = [
  { symbol: "none" },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: "rgba(255, 255, 255, .55)" },
];

export function height(data) {
  return data.type === "lines" ? "320px" : `${Math.max(LEAST, data.names.length * BAR + 64)}px`;
}

function values(series) {
  return series.points.map((point) => ({ value: point.value, point }));
}

/** One bar, or one stack of bars, per line of the table, the first on top; each differs by pattern. */
function bars(data) {
  const isStack = data.type === "stack";
  const many = data.series.length > 1;
  return {
    ...shared(data),
    legend: many ? { top: 0, textStyle, itemWidth: 28 } : undefined,
    grid: { left: 8, right: 56, top: many ? 44 : 24, bottom: 4, containLabel: true },
    xAxis: valueAxis(data.unit, { position: "top" }),
    yAxis: nameAxis(data.names, { inverse: true, axisLabel: { color: ink, width: 120, overflow: "truncate" } }),
    series: data.series.map((series, place) => ({
      type: "bar",
      name: series.name,
      stack: isStack ? "all" : undefined,
      barMaxWidth: 20,
      color: many ? [hues[2], hues[0]][place] : hues[0],
      itemStyle: { decal: many ? DECALS[1 - place] : DECALS[0] },
      label: { show: true, position: isStack ? "inside" : "right", color: isStack ? "#fff" : ink, textBorderColor: isStack ? "#1b2430" : undefined, textBorderWidth: isStack ? 2 : 0, formatter: ({ value }) => (value || !isStack ? value : "") },
      data: values(series),
    })),
  };
}

/** This time as a whole line, a year before as a dashed one. */
function lines(data, shown) {
  const chosen = data.choices[shown].map((place) => data.series[place]);
  const isRate = "of" in chosen[0].points[0];
  const axis = isRate ? percentAxis(data.words) : valueAxis(data.unit);
  return {
    ...shared(data),
    tooltip: {
      renderMode: "richText",
      confine: true,
      trigger: "axis",
      formatter: (items) => [items[0].name, ...items.map((item) => `${item.seriesName} ${isRate ? said(item.data.point, data.words) : item.value}`)].join("\n"),
    },
    legend: { top: 0, textStyle, itemWidth: 34 },
    grid: { left: 8, right: 56, top: 52, bottom: 4, containLabel: true },
    xAxis: nameAxis(data.names, { boundaryGap: false }),
    yAxis: axis,
    series: chosen.map((series, place) => ({
      type: "line",
      name: series.name,
      symbol: MARKS[place],
      symbolSize: 8,
      color: [hues[0], soft][place],
      lineStyle: { width: 2, type: STROKES[place] },
      endLabel: { show: true, formatter: ({ value }) => (value === null ? "" : isRate ? `${value}%` : value), color: ink },
      labelLayout: { moveOverlap: "shiftY" },
      data: values(series),
    })),
  };
}

export const PANELS = { bars, stack: bars, lines };
