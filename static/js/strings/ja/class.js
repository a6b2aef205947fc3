// @ts-check
/**
 * What is said to the teacher of a class, in Japanese.
 */

export default {
  title: "教室",
  orders: { name: "名前", accuracy: "正解率", tasks: "課題", stuck: "つまずき" }, number: "番号",
  sort: "並べ替え", close: "閉じる", back: "一覧に戻る",

  home: {
    title: "教室", lead: "コードと名前だけで、アカウントなしに参加できます。先生は全員のネットワークを一度に見て、レッスンや設定を送り、質問をし、誰がどの課題を達成したかを確認できます。",
    make: "教室を作る", makeIt: "教室を作成", mine: "このブラウザの教室", forgetHelp: "このブラウザは「{title}」を教えていることを忘れます。教室は残ります",
    forgotten: "このブラウザは「{title}」の先生ではなくなりました。", undo: "元に戻す",
    again: "このブラウザが知らない教室", againHelp: "先生用リンクで開けます。リンクをなくした場合は、サーバーの作成キーで入れます。その場合、以前のリンクは使えなくなります。",
    code: "コード", key: "サーバーの作成キー", comeIn: "入る", codeWanted: "コードは6文字です。",
    kept: "このブラウザには何も保存できません。ページを閉じる前に「設定」で先生用リンクをコピーしてください。コピーしないと戻れなくなります。",
  },
  fields: {
    title: "タイトル", titleHelp: "参加者に表示されます。例：「火曜2限 機械学習入門」", titleWanted: "教室のタイトルを入力してください。",
    lessons: "取り組むレッスン", all: "すべて", none: "なし", minutes: "{count}分", freely: "選択なし：自由に使う",
    begin: "メンバーの最初の設定", free: "自由", settings: "ここのプレイグラウンドの設定（{what}）", same: "教室の今の設定", noSettings: "ここのプレイグラウンドの設定（先にこのブラウザでプレイグラウンドを開いてください）",
    language: "ページの言語", languageHelp: "参加者のページの言語です。参加者が別の言語を選べば、そちらになります。", asked: "各ブラウザの言語",
    names: "選べる名前", namesHelp: "名簿を使う場合は1行に1つ書きます。なければ各自が名前を入力します。コードを知っている人は名簿を見られます。",
  },

  join: "この教室に参加", joinAt: "参加先", code: "コード {code}", qr: "参加先アドレスのQRコード", large: "コードを大きく表示（L）",
  reach: {
    alone: "このサーバーにはこのコンピューターからしか接続できません。授業で使うには次のように起動します：nn-playground --host 0.0.0.0",
    unknown: "このコンピューターはネットワークにつながっていないため、ほかの人は接続できません。",
    found: "このコンピューター自身のアドレスです。ほかの人が開けない場合は、その人たちが使うアドレスでこのページを開いてください。",
  },
  counts: { here: ["参加中{count}人"], away: "離席{count}人", done: ["課題完了{count}人"], closed: "締切：参加できません", full: "満員" },
  stuck: { title: ["つまずき{count}人："], tries: "{name}（{count}回試行）", still: "{name}（動きなし）", stillHelp: "5分間何もしていません", triesHelp: "同じ課題を{count}回試しています", more: "ほか{count}人" },

  names: { on: "名前を表示", off: "名前を隠す", help: "一覧の名前を表示／非表示（N）", member: "メンバー{number}" },
  tile: { epoch: "エポック{epoch}", playing: "学習中", away: "離席", none: "ネットワークなし", diverged: "発散", tries: "つまずき：{count}回試行", still: "つまずき：動きなし", tasks: "課題{passed}/{all}", some: ["課題{count}"], accuracy: "正解{value}", loss: "損失{value}", wall: "教室のメンバー{count}人" },
  empty: { title: "まだ誰も参加していません", text: "{address}を開いてコードを入力するか、画像を読み取ると参加できます。メンバーは1人ずつここにタイルとして表示され、学習の様子が目の前で進みます。" },

  connection: { connecting: "接続中", lost: "再接続中", silent: "サーバーが応答しません。応答があれば、一覧は自動的に戻ります。" },
  ended: {
    gone: "この教室はもうありません。削除されたか、長い間使われませんでした。", token: "このブラウザは教室{code}の先生ではありません。先生用リンクか、サーバーの作成キーで開けます。",
    join: "メンバーとして参加",
  },

  lead: {
    send: "送る", sendHelp: "全員にレッスンや設定を送る", pause: "全員を一時停止", play: "全員を開始", speed: "速さ{speed}", own: "各自の速さ", speedLabel: "全員の速さ", ask: "質問", askHelp: "全員に質問する",
    progress: "進み具合", progressHelp: "誰がどの課題を達成したかを名前で表示", settings: "設定",
    on: "現在：", sentLesson: "レッスン「{title}」を送信済み", sentSettings: "設定を送信済み", paused: "全員を一時停止中", playing: "全員を開始済み", shown: "{name}のネットワークを全員に表示中", stop: "表示を終える",
    question: "質問", answered: "{all}人中{count}人が回答", reveal: "回答を見せる", drop: "質問を終える", right: "正解", bar: "{option}：{all}人中{count}人", nobody: "回答はありません。",
  },
  send: {
    title: "全員に送る", help: "全員にすぐ届き、後から来た人にも届きます。それまでのものは各メンバーの「実行」に残ります。",
    lesson: "レッスン", sendLesson: "レッスンを送る", settings: "設定", mine: "ここのプレイグラウンドの設定：{what}", noMine: "ここではプレイグラウンドの実行が見つかりません。先にこのブラウザで開くか、リンクを貼り付けてください。",
    link: "リンクの設定", linkHelp: "プレイグラウンドでコピーしたもの、または playground.tensorflow.org のもの", sendSettings: "設定を送る", unread: "設定を含むリンクではありません。", linkWanted: "リンクを貼り付けてください。", ofClass: "この教室のレッスン", others: "ほかのレッスン",
  },
  ask: {
    title: "全員に質問", help: "回答は、見せるまで隠されています。", ofLesson: "レッスンの問題", own: "自分で作る問題", asks: "質問", options: "選択肢（1行に1つ）", right: "正解", noRight: "なし", go: "質問する",
    wanted: "質問と2つ以上の選択肢が必要です。", asking: "問題を読み込み中…",
  },

  side: {
    noRun: "このメンバーのネットワークはまだありません。", frame: "{name}のネットワーク", open: "新しいタブで開く", show: "全員に見せる", showHelp: "終えるまで、全員にこのネットワークが表示されます", showNamed: "名前付きで見せる", stop: "表示を終える",
    tasks: "課題", noTasks: "まだ課題を試していません。", tries: ["{count}回"], run: "合格した実行", predictions: "予想",
    name: "名前", rename: "名前を変更", remove: "削除…", removeSure: "{name}を、保管されているもの（課題、予想、合格した実行）ごと削除します。元には戻せません。", removeIt: "完全に削除", keep: "残す", removed: "{name}を削除しました。",
  },

  progress: {
    title: "進み具合", of: "{title}：進み具合", caption: "メンバーが試した課題と達成した課題", member: "メンバー", overall: "達成", passed: "{tries}で達成、{when}", tried: "{tries}試して未達成", best: "最良：{measure} {value}", none: "未着手",
    csv: "CSV", csvPredictions: "予想のCSV", json: "JSON", print: "印刷", empty: "まだ誰も課題を試していません。達成されると、合格した実行とともにここに表示されます。", noMembers: "まだ誰も参加していません。",
    predictions: "予想", columns: { name: "メンバー", of: "問題", option: "回答", right: "正誤", when: "日時" }, yes: "正解", no: "不正解", open: "–", read: "{when}現在", failed: "表示内容は{when}に読み込んだものです。{reason}",
    openRun: "合格した実行を開く",
  },

  settings: {
    title: "教室の設定", save: "保存", saved: "保存しました。", open: "受付中：コードがあれば参加できます", link: "先生用リンク", linkHelp: "ほかのブラウザでこの教室を先生として開きます。このリンクを持つ人は、先生と同じことがすべてできます。", copyLink: "先生用リンクをコピー", copied: "コピーしました。",
    privacyTitle: "保管される内容", privacy: "アカウントもメールアドレスも不要です。保管されるのは、入力された名前、課題、予想、合格したネットワークです。すべて、教室が最後に使われてから30日後（PLAYGROUND_CLASS_DAYS）、または削除したときに消えます。", privacyMore: "何を、どこに、いつまで保管するか",
    remove: "この教室を削除…", removeSure: "「{title}」をすべて削除します：{count}、その課題、予想、合格した実行。どれも元には戻せません。", members: ["メンバー{count}人"], removeIt: "完全に削除", keep: "残す", removed: "「{title}」を、保管されていたものごと削除しました。",
  },
  privacy: {
    title: "教室について保管される内容",
    rows: [
      ["タイトル、レッスン、コード、名簿", "コードを知っている人が見られます"],
      ["メンバーの名前と参加日時", "先生と本人。ほかの人には、先生が実行とともに見せた場合だけ"],
      ["試した課題、達成した課題、予想", "先生と本人"],
      ["課題に合格したネットワークとそのデータ点", "アドレスを知っている人：先生と本人"],
      ["メンバーの現在の実行", "メンバーである間は先生。本人のものなので、教室がなくなっても残ります"],
      ["ネットワークアドレス", "誰も見られません。教室の使用中にメモリにあるだけです"],
    ],
    end: "サーバー自身のデータフォルダーに置かれ、ほかのサーバーには送られません。メンバーは自分について保管されているものをすべて見て、ダウンロードし、削除できます。学校向けの全文は、ソフトウェアに付属する docs/privacy.md にあります。",
  },
};
