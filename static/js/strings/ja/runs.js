// @ts-check
/**
 * What is said of kept runs, in Japanese.
 */

export default {
  title: "実行", counted: "実行 {count}", list: "この実行と、保存した実行",
  keep: "保存", keepHelp: "この実行の今の状態のコピーを保存し、後のものと比べる（K）",
  kept: "エポック{epoch}の状態で保存しました。コピーはネットワークの下の「実行」にあります。", show: "表示",
  full: "すでに{count}個の実行が保存されています。先に1つ削除してください。",
  empty: "「保存」（K）で、この実行の今の状態のコピーがここに入ります。その後に別のことを試すと、曲線が新しいものと重ねて描かれ、2つの境界を並べて見られ、どちらからでも続けられます。",
  now: "この実行", present: "{layers} · {activation}", rate: "学習率{rate}",
  unknown: "{data} · {layers}", same: "同じ設定", more: "{first}、ほか{count}件", differs: "この実行との違い：{words}",
  figures: "{part} {share} · {loss}", loss: "{part}損失{loss}", test: "テスト", train: "訓練",
  epochs: "エポック{epoch}", diverged: "エポック{epoch}で発散",
  gone: "この実行はもうサーバーにありません。", elsewhere: "この実行は別のタブで開かれています。",
  named: "{name}、エポック{epoch}",
  curve: "曲線", curveOn: "「{name}」の曲線を描く", curveFull: "すでに{count}本の曲線が描かれています",
  open: "開く", openHelp: "「{name}」を続ける。代わりにこの実行が保存されます",
  beside: "比較", besideHelp: "「{name}」をこの実行と並べ、違いを表示",
  remove: "「{name}」を削除", removed: "「{name}」を削除しました。", back: "元に戻す",
  pictured: "平面上での「{name}」の出力",
  layers: "層 {layers}", noLayers: "隠れ層なし", inputs: "入力 {inputs}", frozen: "凍結した重みが異なる", weights: "初期重みを手動で設定", points: "データ点が異なる", not: "{title}なし",
  compared: "この実行と「{name}」", leave: "すべての実行", difference: "差", other: "保存した実行",
  decide: "平面の{share}で、2つの判定が異なります。", atMost: "出力の差は最大{most}です。",
  leans: "保存した実行のほうが{name}寄り", shuns: "{name}から離れる", otherClass: "保存した実行では別のクラス",
  lower: "保存した実行の出力が小さい（−{most}）", higher: "大きい（+{most}）",
  otherPlane: "クラスや平面が異なるデータで学習しているため、差を取れません。", apart: "出力が異なるため、差を取れません。",
};
