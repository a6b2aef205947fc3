// @ts-check
/**
 * What is said to the teacher of a class, in Spanish.
 */

export default {
  title: "Grupo",
  orders: { name: "nombre", accuracy: "exactitud", tasks: "tareas", stuck: "en apuros" }, number: "número",
  sort: "Ordenar", close: "Cerrar", back: "Volver al muro",

  home: {
    title: "Grupo", lead: "Todos se unen con un código y un nombre, sin cuentas. Se ven todas sus redes a la vez, se envían lecciones y configuraciones, se hacen preguntas y se ve quién ha superado cada tarea.",
    make: "Crear un grupo", makeIt: "Crear el grupo", mine: "Grupos de este navegador", forgetHelp: "Este navegador olvida que dirige {title}; el grupo se conserva",
    forgotten: "Este navegador ya no dirige {title}.", undo: "Deshacer",
    again: "Un grupo que este navegador no conoce", againHelp: "Lo abre el enlace del docente. Quien lo haya perdido entra con la clave de creación del servidor; el enlace de antes deja de valer.",
    code: "Código", key: "La clave de creación del servidor", comeIn: "Entrar", codeWanted: "Un código tiene seis signos.",
    kept: "Este navegador no guarda nada para nosotros. Antes de cerrar la página hay que copiar el enlace del docente en Configuración, o no se podrá volver.",
  },
  fields: {
    title: "Título", titleHelp: "Lo ven quienes se unen: “Martes 3.º B”", titleWanted: "El grupo necesita un título.",
    lessons: "Lecciones que recorre", all: "todas", none: "ninguna", minutes: "{count} min", freely: "No hay ninguna marcada: uso libre.",
    begin: "Los miembros empiezan con", free: "lo que quieran", settings: "la configuración del playground de aquí ({what})", same: "la configuración que tiene el grupo", noSettings: "la configuración del playground de aquí (ábrelo antes en este navegador)",
    language: "Idioma de las páginas", languageHelp: "Para quienes se unan, si no eligen otro.", asked: "el de cada navegador",
    names: "Nombres para elegir", namesHelp: "Uno por línea, si se quiere una lista. Sin ella, cada quien escribe un nombre. Quien tiene el código ve la lista.",
  },

  join: "Unirse a este grupo", joinAt: "Unirse en", code: "Código {code}", qr: "Código QR de la dirección para unirse", large: "Mostrar el código en grande (L)",
  reach: {
    alone: "Solo este equipo puede acceder al servidor. Para un grupo, iniciarlo con: nn-playground --host 0.0.0.0",
    unknown: "Este equipo no está en ninguna red, así que nadie más puede acceder a él.",
    found: "La dirección propia de este equipo. Si los demás no pueden abrirla, abre esta página con la dirección que ellos usan.",
  },
  counts: { here: ["1 aquí", "{count} aquí"], away: "{count} fuera", done: ["1 ha hecho las tareas", "{count} han hecho las tareas"], closed: "cerrado: nadie puede unirse", full: "lleno" },
  stuck: { title: ["1 está en apuros:", "{count} están en apuros:"], tries: "{name} ({count} intentos)", still: "{name} (sin actividad)", stillHelp: "No ha hecho nada durante cinco minutos", triesHelp: "Ha intentado la misma tarea {count} veces", more: "y {count} más" },

  names: { on: "Con nombres", off: "Sin nombres", help: "Mostrar u ocultar los nombres del muro (N)", member: "Miembro {number}" },
  tile: { epoch: "época {epoch}", playing: "en marcha", away: "fuera", none: "aún sin red", diverged: "divergió", tries: "en apuros: {count} intentos", still: "en apuros: sin actividad", tasks: "{passed} de {all} tareas", some: ["1 tarea", "{count} tareas"], accuracy: "{value} correctos", loss: "pérdida {value}", wall: "Miembros del grupo, {count}" },
  empty: { title: "Aún no se ha unido nadie", text: "Todos abren {address} y escriben el código, o escanean la imagen. Cada miembro es aquí una casilla que aprende a la vista." },

  connection: { connecting: "conectando", lost: "reconectando", silent: "El servidor no responde. El muro vuelve solo en cuanto lo haga." },
  ended: {
    gone: "Este grupo ya no existe: se eliminó o no se usó durante mucho tiempo.", token: "Este navegador no dirige el grupo {code}. Lo abre el enlace del docente, y también la clave de creación del servidor.",
    join: "Unirse como miembro",
  },

  lead: {
    send: "Enviar", sendHelp: "Enviar a todos una lección o una configuración", pause: "Pausar a todos", play: "Iniciar a todos", speed: "a {speed}", own: "a su gusto", speedLabel: "Velocidad de todos", ask: "Preguntar", askHelp: "Hacer una pregunta a todos",
    progress: "Progreso", progressHelp: "Quién ha superado cada tarea, por nombre", settings: "Configuración",
    on: "Ahora:", sentLesson: "Se envió la lección “{title}”", sentSettings: "Se envió una configuración", paused: "todos en pausa", playing: "se inició a todos", shown: "Todos ven la red de {name}", stop: "Dejar de mostrar",
    question: "Pregunta", answered: "{count} de {all} han respondido", reveal: "Mostrar las respuestas", drop: "Terminar la pregunta", right: "correcta", bar: "{option}: {count} de {all}", nobody: "Nadie ha respondido.",
  },
  send: {
    title: "Enviar a todos", help: "Todos lo reciben al instante, y también quienes lleguen después. Lo que tenían los miembros se conserva entre sus ejecuciones.",
    lesson: "Una lección", sendLesson: "Enviar la lección", settings: "Configuración", mine: "La del playground de aquí: {what}", noMine: "Aquí no se conoce ninguna ejecución de un playground: ábrelo antes en este navegador, o pega un enlace.",
    link: "La de un enlace", linkHelp: "Copiado en un playground, o de playground.tensorflow.org", sendSettings: "Enviar la configuración", unread: "Esto no es un enlace con una configuración.", linkWanted: "Aquí va un enlace.", ofClass: "Lecciones de este grupo", others: "Otras lecciones",
  },
  ask: {
    title: "Preguntar a todos", help: "Las respuestas quedan ocultas hasta que se muestran.", ofLesson: "La pregunta de una lección", own: "Una pregunta propia", asks: "Pregunta", options: "Respuestas, una por línea", right: "Cuál es correcta", noRight: "ninguna", go: "Preguntar",
    wanted: "Hacen falta una pregunta y al menos dos respuestas.", asking: "Leyendo la pregunta …",
  },

  side: {
    noRun: "Aún no hay red de este miembro.", frame: "La red de {name}", open: "Abrir en otra pestaña", show: "Mostrar a todos", showHelp: "Todos ven esta red hasta que se deje de mostrar", showNamed: "Mostrar con el nombre", stop: "Dejar de mostrar",
    tasks: "Tareas", noTasks: "Aún no se ha intentado ninguna tarea.", tries: ["1 intento", "{count} intentos"], run: "la ejecución que la superó", predictions: "Predicciones",
    name: "Nombre", rename: "Cambiar nombre", remove: "Quitar …", removeSure: "{name} se va con todo lo que se conservaba: tareas, predicciones y las ejecuciones que superaron tareas. No se puede recuperar.", removeIt: "Quitar definitivamente", keep: "Conservar", removed: "Se quitó a {name}.",
  },

  progress: {
    title: "Progreso", of: "{title}: progreso", caption: "Tareas que los miembros han intentado o superado", member: "Miembro", overall: "superadas", passed: "superada tras {tries}, {when}", tried: "aún no superada tras {tries}", best: "lo mejor: {measure} {value}", none: "sin intentar",
    csv: "CSV", csvPredictions: "Predicciones CSV", json: "JSON", print: "Imprimir", empty: "Nadie ha intentado aún una tarea. Aquí se lista lo que superan los miembros, con la ejecución que lo logró.", noMembers: "Aún no se ha unido nadie.",
    predictions: "Predicciones", columns: { name: "Miembro", of: "Pregunta", option: "Respuesta", right: "Correcta", when: "Cuándo" }, yes: "correcta", no: "incorrecta", open: "–", read: "Estado: {when}", failed: "Lo que hay aquí se leyó el {when}. {reason}",
    openRun: "Abrir la ejecución que la superó",
  },

  settings: {
    title: "Configuración del grupo", save: "Guardar", saved: "Guardado.", open: "Abierto: quien tiene el código puede unirse", link: "Enlace del docente", linkHelp: "Abre este grupo en otro navegador, como docente. Quien lo tiene puede hacer todo lo que se puede hacer aquí.", copyLink: "Copiar el enlace del docente", copied: "Copiado.",
    privacyTitle: "Qué se conserva", privacy: "Ni cuentas ni direcciones de correo: un nombre tal como se escribió, tareas, predicciones y las redes que superaron tareas. Todo desaparece 30 días después del último uso del grupo (PLAYGROUND_CLASS_DAYS), o cuando se elimina.", privacyMore: "Qué se conserva, dónde y cuánto tiempo",
    remove: "Eliminar este grupo …", removeSure: "“{title}” se va con todo: {count}, sus tareas, sus predicciones y las ejecuciones que superaron tareas. Nada se puede recuperar.", members: ["1 miembro", "{count} miembros"], removeIt: "Eliminar definitivamente", keep: "Conservar", removed: "Se eliminó {title}, con todo lo que se conservaba.",
  },
  privacy: {
    title: "Qué se conserva de un grupo",
    rows: [
      ["Título, lecciones, código, lista de nombres", "lo ve quien tiene el código"],
      ["El nombre de un miembro y cuándo se unió", "el docente y el miembro; los demás, solo si se muestra con una ejecución"],
      ["Tareas intentadas y superadas, predicciones", "el docente y el miembro"],
      ["Redes que superaron una tarea, y sus puntos", "quien tiene su dirección: el docente y el miembro"],
      ["La ejecución actual de un miembro", "el docente, mientras sea miembro; es suya y se conserva cuando el grupo desaparece"],
      ["Direcciones de red", "nadie: solo están en la memoria mientras se usa el grupo"],
    ],
    end: "Está en la carpeta de datos del propio servidor y no va a ningún otro. Los miembros pueden ver, descargar y eliminar todo lo que se conserva de ellos. El texto completo para centros educativos es docs/privacy.md, que viene con el programa.",
  },
};
