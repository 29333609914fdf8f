/** What all charts share: the tokens of the page, axes, strokes and marks. */

const tokens = getComputedStyle(document.documentElement);

function token(name) {
  return tokens.getPropertyValue(name).trim();
}

export const STROKES = ["solid", "dashed", "dotted"];
export const MARKS = ["circle", "rect", "triangle"];
export const ink = token("--ink");
export const soft = token("--ink-soft");
export const surface = token("--surface");
export const line = token("--line-soft");
export const font = token("--font");
export const hues = [token("--accent"), token("--light-green"), token("--light-orange")];
export const FEW = { color: token("--accent-soft"), borderColor: hues[0], borderType: "dashed" };
export const textStyle = { color: ink, fontFamily: font, fontSize: 12 };

export function valueAxis(name, extra) {
  return {
    type: "value",
    min: 0,
    name,
    minInterval: 1,
    nameTextStyle: { color: soft },
    axisLabel: { color: soft },
    splitLine: { lineStyle: { color: line } },
    ...extra,
  };
}

export function percentAxis(words, extra) {
  return valueAxis(words.percent, { max: 100, ...extra });
}

export function nameAxis(names, extra) {
  return {
    type: "category",
    data: names,
    axisLabel: { color: ink, fontFamily: font },
    axisLine: { lineStyle: { color: soft } },
    axisTick: { show: false },
    ...extra,
  };
}

export function said(point, words) {
  if (point.value === null) return words.none;
  return `${point.value}% (${point.of})${point.small ? ` ${words.small}` : ""}`;
}

export function shared(data) {
  return {
    animation: false,
    textStyle,
    aria: { enabled: true, label: { description: data.title } },
    tooltip: { renderMode: "richText", confine: true },
  };
}
