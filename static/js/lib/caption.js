// @ts-check
/**
 * A plot as a picture by itself: with titles and a legend, which on the page stand beside it.
 */

const ROOM_PX = 30;

/**
 * @param {any[]} data the plot's traces
 * @param {any} layout the plot's, with the height and the margin on top that it has
 * @param {{text: string, axis: string}[]} titles each above the part of the plot that belongs to a y axis
 * @param {string} ink the titles' colour
 */
export function captioned(data, layout, titles, ink) {
  const above = titles.map(({ text, axis }) => ({
    text: `<b>${text}</b>`, showarrow: false, xref: "paper", yref: "paper", x: 0, y: layout[axis].domain[1],
    xanchor: "left", yanchor: "bottom", yshift: 6, font: { size: 13, color: ink },
  }));
  return {
    // Both parts have the same curves, of which one is named; and what was before a fork is the same curve, dimmed.
    data: data.map((trace) => ({ ...trace, showlegend: trace.yaxis === "y" && trace.opacity === undefined })),
    layout: {
      ...layout,
      height: layout.height + ROOM_PX,
      margin: { ...layout.margin, t: layout.margin.t + ROOM_PX },
      showlegend: true,
      legend: { orientation: "h", x: 1, xanchor: "right", y: 1, yanchor: "bottom", font: { size: 12, color: ink } },
      annotations: [...(layout.annotations ?? []), ...above],
    },
  };
}
