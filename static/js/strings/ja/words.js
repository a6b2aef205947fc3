// @ts-check
/**
 * What is said of a run to those who do not see it, or would rather read, in Japanese.
 */

export default {
  title: "言葉で",
  places: ["左上", "上", "右上", "左", "中央", "右", "左下", "下", "右下"],
  part: "{place}の中の{part}",
  field: "{place}：{answer}。{points}",
  sure: "{name}、確信度{p}",
  answers: "{name}、平均出力{p}",
  split: "{share}が{name}、{others}。その部分では{answer}",
  other: "{share}が{name}",
  mean: "{name}は平均{p}、{low}から{high}",
  points: ["{count}点"], noPoints: "点なし",
  wrong: "{points}、誤り{wrong}",
  off: "{points}、平均のずれ{off}",

  grid: "言葉で表した平面、{of}×{of}の区画",
  gridHelp: "矢印キーで移動、HomeとEndで行の端へ、Enterで区画の中へ、Escapeで戻ります。",
  walkKey: "平面を言葉でたどる（W）",
  tree: {
    title: "ネットワークを層ごとに", inputs: "入力：{names}", layer: "層{layer}：{units}、{title}", output: "出力：{units}、{title}",
    units: ["{count}ユニット"], unit: "{name}：バイアス{bias}、最も強い重み{weight}（{from}から）", weight: "{from}から：{value}", bias: "バイアス：{value}",
    help: "右で開き、左で閉じ、Enterで数値に移ります。",
  },
  plane: "平面", network: "ネットワーク", run: "実行",
  live: "5秒ごとに読み上げ（M）", liveHelp: "学習中、実行の様子を5秒ごとにスクリーンリーダーに伝えます。オフのときは、操作への応答だけを伝えます",
  liveOn: "ライブ読み上げオン：学習中、5秒ごとに様子を伝えます。{summary}", liveOff: "ライブ読み上げオフ。",
  now: "実行は{status}です。{summary}", nowPlaying: "実行は{status}です。",
  sound: {
    play: "曲線を音で聞く（L）", volume: "音量", help: "エポックごとの損失です。音が高いほど損失が大きく、左が訓練、右がテスト。曲線が対数なら音も対数です。LまたはEscで止まります。",
    nothing: "第2エポックより前に聞けるものはありません。", ended: "エポック{epoch}まででした。",
  },
  noPicture: "平面の図はまだありません。",
  all: "平面全体が{name}です。",
  region: "平面の{share}が{name}です：{where}。",
  regions: "{count}個のクラスが平面を分け合っています：{list}。",
  brief: "{name} {share}：{where}",
  pieces: "{count}か所：{places}",
  enclosed: "{places}、囲まれた領域",
  ring: "周囲",
  everywhere: "ほぼ全体",
  except: "{places}以外",
  lineStraight: "境界はほぼ直線で、{from}から{to}へ延びています。",
  lineBent: "境界は曲線で、{from}から{to}へ延びています。",
  surface: "値{name}は{low}（{lowest}）から{high}（{highest}）まで変わります。",
  right: "すべての点が正しい側にあります。",
  wrongSides: ["{all}点中{count}点が誤った側にあります。多いのは{place}です。"],
  distance: "点のずれは平均{off}、最も大きいのは{place}です。",

  own: {
    cursorHelp: "矢印キーで十字が平面上を動き、Shiftで大きく動きます。Enterかスペースで点を置き、数字でクラスを選び、Deleteで近くの点を消し、Ctrl Zで元に戻します。Wで平面を区画ごとに説明します。",
    placed: "{name}を ({x1}, {x2}) に置きました。", takes: "次の点は{name}です。", noClass: "クラスは{count}個です。", nothing: "ここに点はありません。", erased: ["{count}点を消しました。"],
  },
};
