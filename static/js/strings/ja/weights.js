// @ts-check
/**
 * What is said of weights, in Japanese: of a neuron's, and of a layer's as a table.
 */

export default {
  title: "ニューロン", choose: "図のニューロンや辺を選ぶと、数値を見て設定できます。",
  ofInput: "入力自体に重みはありません。", help: "数値を変えると、地図と損失がすぐに変わります。",
  freeze: "{name}を凍結", freezeHelp: "凍結したものは学習で変わりません", freezeLayer: "層を凍結", noBiases: "バイアスなし",
  bias: "バイアス", weight: "{from}の重み", from: "ニューロン{unit}",
  table: "この層のすべての重みを表で表示", ofLayer: "層{layer}の重み", ofOutput: "出力の重み",
  tableHelp: "行は重みの元、列は先です。どのセルにも表を貼り付けられます。表計算ソフトの表、またはNumPyの表示形式が使えます。",
  cell: "{from}から{to}への重み", biasCell: "{to}のバイアス", set: "この重みを設定", copy: "表をコピー",
  moment: "学習は続いています。これはエポック{epoch}の重みです。", noNumber: "貼り付けた内容は、ここでは数値になりません。",
  ragged: "貼り付けた内容の{row}行目のセル数が1行目と異なります：{count}個（1行目は{first}個）。",
  shape: "貼り付けた内容は{rows} × {columns}セル（行 × 列）です。「{cell}」から先に入るのは{height} × {width}セルです。",
  turn: "行と列が逆になっています。",
  draw: "ランダムに戻す", drawHelp: "この重みとバイアスも、ほかと同じように乱数で決める",
  untold: "設定に収まらない数の重みです。リンクには含まれず、リセットすると新しく引き直されます。",
  gone: {
    freed: "ネットワークが変わったため、次の凍結は解除されました：{names}。「元に戻す」で前の状態に戻れます。",
    drawn: "次は新しく引き直され、手動の設定ではなくなりました：{names}。「元に戻す」で前の状態に戻れます。",
    layer: { all: "{layer}", bias: "{layer}のバイアス", weight: "入力{from}から{layer}への重み" },
    unit: { all: "{layer}のニューロン{unit}", bias: "{layer}のニューロン{unit}のバイアス", weight: "{layer}のニューロン{unit}の重み" },
    output: "出力", more: "ほか{count}件",
  },
};
