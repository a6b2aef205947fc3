// @ts-check
/**
 * What is said of what lies deeper in a run, in Japanese.
 */

export default {
  title: "内部", views: "内部の何を表示するか", landscape_: "損失地形", space_: "隠れ層の空間", surface_: "曲面",
  wait: "計算中…",
  landscape: {
    of: "方向", random_: "ランダム", path_: "学習の経路", randomHelp: "ランダムな2方向。各ニューロンの重みと同じ長さ", pathHelp: "学習がたどった経路を含む平面",
    seed: "別の方向", seedHelp: "別のランダムな方向を引く（現在のシード{seed}）", span: "範囲", spanRandom: "± {span}", spanPath: "× {span}",
    loss: "損失の対象", train: "訓練データ", test: "テストデータ",
    first: "1つ目の方向", second: "2つ目の方向", component: "第{number}主成分、{share}",
    here: "エポック{epoch}のネットワーク：損失{loss}。", there: "({x}, {y}) の損失は{loss}。", moment: "エポック{epoch}：それ自身の損失は{loss}、平面からの距離は{distance}。", beyond: "数値の範囲外",
    evaluatedTrain: "{count}個の損失を、それぞれ訓練データ{points}点で計算。", evaluatedTest: "{count}個の損失を、それぞれテストデータ{points}点で計算。",
    random: "1のところでは、各ニューロンが自分の重みの長さだけ動いています。方向が違えば見え方も変わります。", share: "この平面は経路の分散の{share}を含みます。各点の色は、その点自身の損失です。",
    away: "現在のネットワークは、この平面から{distance}離れています。",
    label: "ネットワークの周りの損失：{count}個、中央は{loss}", help: "クリックした場所のネットワークを平面で見られます。",
    place: "({x}, {y}) で損失{loss}",
    drawn: "表示方法", map_: "地図", relief_: "曲面", ends: "({lowX}, {lowY})の{low}から({highX}, {highY})の{high}までです。高さは対数です。",
  },
  space: {
    layer: "層", layerNumber: "層{layer}", axes: "軸", parts: "主成分", units: "2つのユニット", axis: "{axis}方向のユニット",
    unit: "ユニット{unit}", component: "第{number}主成分、{share}",
    none: "このネットワークには隠れ層がありません。",
    exact: "これがすべてです。この層にほかのユニットはありません。", shadow: "これは影です。この2軸は、層の出力の分散の{share}を含みます。色分けは、平均を通る平面でのものです。",
    read: "格子は、データの平面を層が曲げた姿です。色分けは、ネットワークの残りの部分の出力です。",
    label: "層{layer}がデータ点を置く場所：右へ{x}、上へ{y}",
  },
  surface: {
    facts: "出力は ({lowX}, {lowY}) の{low}から ({highX}, {highY}) の{high}まで。データ点とのずれは平均{off}。",
    read: "各点は正しい値の位置にあり、線の先がネットワークの出力です。",
    orLess: "{value}以下", orMore: "{value}以上",
    help: "ドラッグまたは矢印キーで回転、Homeで元に戻ります。",
  },
  minibatch: { update: "エポック{epoch} · 更新{number}/{count}" },
  report: {
    precision: "適合率", recall: "再現率", f1: "F1", support: "点数", mean: "平均", r2: "R²", mae: "平均絶対誤差", rmse: "√ 平均二乗誤差",
    roc: "{name}のROC曲線、{part}：面積{auc}", falsePositives: "誤ってそのクラスとした割合", truePositives: "正しくそのクラスとした割合",
    reliability: "{name}の信頼度、{part}：円が大きいほど点が多い", answered: "出力した確率", happened: "実際の割合",
    fit: "出力と真の値", residuals: "残差と出力", answer: "出力", residual: "真の値 − 出力",
    mark: "誤りを表示", none: "誤った点はありません。", wrong: "誤り{count}点、ひどい順", worst: "誤り{count}点のうち、最もひどい{shown}点", furthest: "最も外れた点",
    is: "正解", taken: "判定", loss: "損失", walk: "この点の計算",
  },
  tables: {
    title: "表の内容", epochs: "エポック", parameters: "パラメータ", batch: "次のバッチ", points: "データ点", csv: "この表をCSVで保存",
    caption: "{all}件中{shown}件", to: "ニューロン", from: "元", value: "値", part: "区分",
    z: "zの平均", a: "aの平均", dz: "∂損失/∂zの平均", length: "勾配の長さ", gradient: "∂損失/∂w、次のバッチ",
  },
  back: "実行に戻る", bar: "実行以外の表示", placeTitle: "地形の別の場所", without: "{name}をオフにした場合", answer: "出力", lossOnly: "損失{loss}", right: "正解{share}",
  inPlane: "平面に表示", inPlaneHelp: "このニューロンの地図を平面に表示", off: "オフにする", offHelp: "このニューロンなしのネットワークを見る：出力を0に固定します。実行そのものは変わりません。",
};
