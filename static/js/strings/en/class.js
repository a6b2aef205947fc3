// @ts-check
/**
 * What is said to the teacher of a class, in English; a translation is a copy of this file.
 */

export default {
  title: "Class",
  orders: { name: "name", accuracy: "accuracy", tasks: "tasks", stuck: "stuck" }, number: "number",
  sort: "Sort", close: "Close", back: "Back to the wall",

  home: {
    title: "Class", lead: "Everyone joins by a code and a name, without accounts. You see all their networks at once, send lessons and settings, ask questions, and see who has passed which task.",
    make: "Make a class", makeIt: "Make the class", mine: "Classes of this browser", forgetHelp: "This browser forgets that it teaches {title}; the class stays",
    forgotten: "This browser no longer teaches {title}.", undo: "Undo",
    again: "A class that this browser does not know", againHelp: "The teacher’s link opens it. Who has lost that comes in with the server’s create key; the link from before ends.",
    code: "Code", key: "The server’s create key", comeIn: "Come in", codeWanted: "A code has six signs.",
    kept: "This browser keeps nothing for us. Copy the teacher’s link under Settings before you close the page, or you cannot come back.",
  },
  fields: {
    title: "Title", titleHelp: "Those who join see it: “Tuesday 9b”", titleWanted: "Give the class a title.",
    lessons: "Lessons it works through", all: "all", none: "none", minutes: "{count} min", freely: "None is ticked: free play.",
    begin: "Members begin with", free: "what they like", settings: "the settings of the playground here ({what})", same: "the settings that the class has", noSettings: "the settings of the playground here (open it in this browser first)",
    language: "Language of the pages", languageHelp: "For whoever joins, unless they choose another.", asked: "that of each browser",
    names: "Names to choose from", namesHelp: "One a line, if you want a list. Without one everybody types a name. Whoever has the code sees the list.",
  },

  join: "Join this class", joinAt: "Join at", code: "Code {code}", qr: "QR code of the address to join at", large: "Show the code large (L)",
  reach: {
    alone: "Only this machine can reach the server. For a class, start it with: nn-playground --host 0.0.0.0",
    unknown: "This machine is in no network, so nobody else can reach it.",
    found: "This machine’s own address. If others cannot open it, open this page by the address that they use.",
  },
  counts: { here: ["1 here", "{count} here"], away: "{count} away", done: ["1 has done the tasks", "{count} have done the tasks"], closed: "closed: nobody can join", full: "full" },
  stuck: { title: ["1 is stuck:", "{count} are stuck:"], tries: "{name} ({count} tries)", still: "{name} (still)", stillHelp: "Has done nothing for five minutes", triesHelp: "Has tried the same task {count} times", more: "and {count} more" },

  names: { on: "Names on", off: "Names off", help: "Show or hide names on the wall (N)", member: "Member {number}" },
  tile: { epoch: "epoch {epoch}", playing: "playing", away: "away", none: "no network yet", diverged: "diverged", tries: "stuck: {count} tries", still: "stuck: still", tasks: "{passed} of {all} tasks", some: ["1 task", "{count} tasks"], accuracy: "{value} right", loss: "loss {value}", wall: "Members of the class, {count}" },
  empty: { title: "Nobody has joined yet", text: "Everyone opens {address} and types the code, or scans the picture. Each member is a tile here, which learns before your eyes." },

  connection: { connecting: "connecting", lost: "reconnecting", silent: "The server does not answer. The wall comes back by itself as soon as it does." },
  ended: {
    gone: "There is no such class any more: it was removed, or not used for a long time.", token: "This browser is not the teacher of class {code}. The teacher’s link opens it; so does the server’s create key.",
    join: "Join it as a member",
  },

  lead: {
    send: "Send", sendHelp: "Send a lesson or settings to everyone", pause: "Pause all", play: "Start all", speed: "at {speed}", own: "as they like", speedLabel: "Speed of everyone", ask: "Ask", askHelp: "Ask everyone a question",
    progress: "Progress", progressHelp: "Who has passed which task, by name", settings: "Settings",
    on: "On:", sentLesson: "Lesson “{title}” was sent", sentSettings: "Settings were sent", paused: "everyone is paused", playing: "everyone was started", shown: "Everyone sees {name}’s network", stop: "Stop showing",
    question: "Question", answered: "{count} of {all} have answered", reveal: "Show the answers", drop: "End the question", right: "right", bar: "{option}: {count} of {all}", nobody: "Nobody has answered.",
  },
  send: {
    title: "Send to everyone", help: "Everyone gets it at once, and whoever comes later does. What members had is kept among their runs.",
    lesson: "A lesson", sendLesson: "Send the lesson", settings: "Settings", mine: "Those of the playground here: {what}", noMine: "No run of a playground is known here: open it in this browser first, or paste a link.",
    link: "Those of a link", linkHelp: "Copied in a playground, or from playground.tensorflow.org", sendSettings: "Send the settings", unread: "This is no link with settings.", linkWanted: "Paste a link.", ofClass: "Lessons of this class", others: "Other lessons",
  },
  ask: {
    title: "Ask everyone", help: "Answers stay hidden until you show them.", ofLesson: "The question of a lesson", own: "A question of your own", asks: "Question", options: "Answers, one a line", right: "Which is right", noRight: "none of them", go: "Ask it",
    wanted: "A question and at least two answers are wanted.", asking: "Reading the question …",
  },

  side: {
    noRun: "There is no network of this member yet.", frame: "The network of {name}", open: "Open in a new tab", show: "Show to all", showHelp: "Everyone sees this network until you stop", showNamed: "Show with the name", stop: "Stop showing",
    tasks: "Tasks", noTasks: "No task was tried yet.", tries: ["1 try", "{count} tries"], run: "the run that passed", predictions: "Predictions",
    name: "Name", rename: "Rename", remove: "Remove …", removeSure: "{name} goes with all that was kept: tasks, predictions and runs that passed. This cannot be had back.", removeIt: "Remove for good", keep: "Keep", removed: "{name} was removed.",
  },

  progress: {
    title: "Progress", of: "{title}: progress", caption: "Tasks that members have tried or passed", member: "Member", overall: "passed", passed: "passed after {tries}, {when}", tried: "not yet passed after {tries}", best: "best {measure} {value}", none: "not tried",
    csv: "CSV", csvPredictions: "Predictions CSV", json: "JSON", print: "Print", empty: "Nobody has tried a task yet. What members pass is listed here, with the run that passed.", noMembers: "Nobody has joined yet.",
    predictions: "Predictions", columns: { name: "Member", of: "Question", option: "Answer", right: "Right", when: "When" }, yes: "right", no: "wrong", open: "–", read: "As of {when}", failed: "What is here was read at {when}. {reason}",
    openRun: "Open the run that passed",
  },

  settings: {
    title: "Settings of the class", save: "Save", saved: "Saved.", open: "Open: whoever has the code can join", link: "Teacher’s link", linkHelp: "Opens this class in another browser, as its teacher. Who has it can do all that you can.", copyLink: "Copy the teacher’s link", copied: "Copied.",
    privacyTitle: "What is kept", privacy: "No account, no e-mail address: a name as it was typed, tasks, predictions and the networks that passed. All of it goes 30 days after the class was last used (PLAYGROUND_CLASS_DAYS), or when you remove it.", privacyMore: "What is kept, where and how long",
    remove: "Remove this class …", removeSure: "“{title}” goes with everything: {count}, their tasks, predictions and the runs that passed. Nothing of it can be had back.", members: ["1 member", "{count} members"], removeIt: "Remove it for good", keep: "Keep it", removed: "{title} was removed, with all that was kept.",
  },
  privacy: {
    title: "What is kept of a class",
    rows: [
      ["Title, lessons, code, list of names", "whoever has the code sees it"],
      ["A member’s name, and when they joined", "you and the member; others only if you show it with a run"],
      ["Tasks tried and passed, predictions", "you and the member"],
      ["Networks that passed a task, and their points", "whoever has their address: you and the member"],
      ["A member’s present run", "you, while they are a member; it is their own and stays when the class goes"],
      ["Network addresses", "nobody: they are in memory only while the class is in use"],
    ],
    end: "It lies in the server’s own data folder and goes to no other. Members can see, download and remove all that is kept of them. The whole text for schools is docs/privacy.md, which comes with the software.",
  },
};
