// @ts-check
/**
 * What is said of links, files, and this browser's other runs, in Japanese.
 */

export default {
  share: {
    title: "新しい実行、共有、ダウンロード、サイズ", projector: "大きく表示（プロジェクター用）", fresh: "新しい実行", earlier: "以前の実行…", copied: "リンクをコピーしました。開いた人は、この実行を最初から行えます。", watch: "観覧用リンクをコピー", watchCopied: "観覧用リンクをコピーしました。開いた人はこの実行を見られますが、操作はできません。",
    embed: "埋め込みコードをコピー", embedCopied: "コードをコピーしました。ほかのページに貼ると、今のプレイグラウンドが表示されます。どのページで表示できるかは、サーバーが決めます（PLAYGROUND_FRAME_ANCESTORS）。",
    open: "リンクやファイルを開く…", openHelp: "このプレイグラウンドまたは playground.tensorflow.org のリンク、あるいはファイルに保存した学習済みネットワーク（「モデルJSON」）。ファイルはページにドロップしても開けます。", openField: "リンク", openGo: "開く",
    notOurs: "このプレイグラウンドのリンクでも playground.tensorflow.org のリンクでもありません。", notes: "TensorFlow Playground から開きました。{notes}",
    watchers: "{count}人が観覧中", watchersHelp: "この実行を見ているブラウザの数（これを含む）",
  },
  saved: {
    choose: "ファイルを選択", opened: "「{name}」を、エポック{epoch}から新しい実行として続けます。前の実行は残っています：⋯ → 以前の実行。", refused: "「{name}」を開けませんでした。{detail}", tooLarge: "「{name}」は、サーバーが受け付ける{size} MBより大きいファイルです。",
    none: "「{name}」は保存されたネットワークではありません。⋯ → 「モデルJSON」で保存できます。データ点のファイルは「自分のデータ点」で読み込めます。",
  },
  earlier: {
    title: "以前の実行", help: "このブラウザに残っている実行です。このブラウザを使う人なら続けられます。", none: "このブラウザにほかの実行はありません。",
    name: "{data} · {layers} · エポック{epoch}", noLayers: "隠れ層なし", remove: "{name}を削除", removeHelp: "この実行を削除", fresh: "新しい実行を始める",
    gone: "この実行はもうサーバーにありません。", goneHere: "ここにあった実行はもうサーバーにないため、同じ設定で最初から始めます。",
  },
};
