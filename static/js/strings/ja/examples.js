// @ts-check
/**
 * What is said of examples, in Japanese.
 */

export default {
  open: "例",
  openHelp: "うまくいくネットワーク、失敗するネットワークとその理由、教科書の数値との比較",
  help: "どの例も新しく始まります。今の状態には「元に戻す」で戻れます。",
  groups: { works: "うまくいく例", fails: "失敗とその理由", texts: "教科書から" },
  mistake: "{file}、{field}：{detail}",
  mistakeWhole: "{file}：{detail}",
  close: "この例を片付ける",
  run: "エポック{epoch}まで実行",
  cure: "対策：{says}",
  tryCure: "対策を試す",
  cured: "対策を適用中：{says}",
  uncure: "失敗する設定に戻す",
  changed: "その後、設定が変更されました。",
  again: "この例を最初から始める",
  source: "数値の出典：{source}。",
  numbers: { epoch: "エポック", printed: "掲載値", here: "ここでの値", caption: "教科書の掲載値と、この実行の値", agrees: "一致", differs: "不一致", notYet: "未到達" },
};
