/* What a page of many runs does, in small: it asks for each run's picture, and has the views draw it. */
async () => {
  const [{ readCatalogue }, { h }, { openStream }, { pictureOf }, { boundaryView }, { curvesView }, { legendView }, { networkView }] = await Promise.all([
    import("/static/js/api.js"),
    import("/static/js/lib/dom.js"),
    import("/static/js/pages/playground/events.js"),
    import("/static/js/pages/playground/frame.js"),
    import("/static/js/views/boundary.js"),
    import("/static/js/views/curves.js"),
    import("/static/js/views/legend.js"),
    import("/static/js/views/network.js"),
  ]);
  const catalogue = await readCatalogue();
  const theme = "light";
  const places = new Map();
  const page = h("main", { style: { display: "flex", "flex-wrap": "wrap", "align-items": "start", gap: "12px", padding: "12px" } });
  document.body.replaceChildren(page);
  // The style sheet of the plotting library, without which it would write its own.
  document.head.append(h("link", { id: "plotly.js-style-global", class: "no-inline-styles", rel: "stylesheet", href: "/static/css/plotly.css" }));

  const LOOK = { boundary: 100, maps: 20, weights: true };
  const snapshotOf = (id, look = LOOK) => new Promise((resolve, reject) => {
    let snapshot;
    const stream = openStream(id, look, {
      open: () => undefined,
      closed: (full) => reject(new Error(`no events of ${id} ${full}`)),
      event(name, data) {
        if (name === "snapshot") snapshot = data;
        // One of before, when nobody looked, is followed by that of now.
        if (name === "frame") stream.ack(data.seq);
        if (name !== "frame" || data.step !== snapshot.run.step) return;
        stream.close();
        resolve({ picture: pictureOf(data), history: snapshot.history });
      },
    });
  });

  window.many = {
    async add(id, width, data) {
      const root = h("section", { style: { width: `${width}px` } });
      page.append(root);
      const boundary = boundaryView(root);
      places.set(id, { root, boundary, views: [boundary, legendView(root)], data });
      await this.redraw(id);
    },
    async addNetwork(id, width, spec) {
      const root = h("section.of-a-network", { "data-run": id, style: { width: `${width}px`, height: `${width / 2}px` } });
      page.append(root);
      const place = places.get(id);
      place.views.push(networkView(root));
      place.spec = spec;
      await this.redraw(id);
    },
    async redraw(id, look) {
      const { views, data, spec } = places.get(id);
      const { picture } = await snapshotOf(id, look);
      for (const view of views) view.draw(picture, { theme, data, spec, catalogue });
      return picture.epoch;
    },
    async addCurves(id) {
      const root = h("section.curves-view", { style: { flex: "none", width: "300px", height: "300px" } });
      page.append(root);
      const { picture, history } = await snapshotOf(id);
      curvesView(root).draw(picture, { history, theme });
    },
    remove: (id) => places.get(id).boundary.remove(),
    resize: (id, width) => places.get(id).root.style.setProperty("width", `${width}px`),
    /** How blue, rather than orange, the canvas is at the middles of so many squares a side. */
    shades(id, count) {
      const { canvas } = places.get(id).boundary;
      const { width } = canvas;
      const pixels = canvas.getContext("2d").getImageData(0, 0, width, width).data;
      const at = (i) => Math.floor(((i + 0.5) / count) * width);
      return Array.from({ length: count * count }, (_, i) => {
        const start = 4 * (at(Math.floor(i / count)) * width + at(i % count));
        return pixels[start + 2] - pixels[start];
      });
    },
    /** For each edge of a run's network whether its weight is below zero; empty until they are drawn. */
    signs(id) {
      const edges = [...document.querySelectorAll(`[data-run="${id}"] .edge`)];
      return edges.every((edge) => edge.style.strokeWidth) ? edges.map((edge) => edge.classList.contains("minus")) : [];
    },
    /** Whether neurons of a run's network show something, one by one. */
    shown: (id) => [...document.querySelectorAll(`[data-run="${id}"] .neuron canvas`)].map((canvas) =>
      canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)),
    look: (id) => [places.get(id).boundary.canvas, ...document.querySelectorAll(`[data-run="${id}"] canvas`)].map((canvas) => canvas.toDataURL()),
  };
}
