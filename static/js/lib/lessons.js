// @ts-check
/**
 * What lessons are called.
 */

/** The title of a lesson; its name where it is not known. @param {{name: string, title: string}[]} lessons @param {string} name */
export const lessonTitle = (lessons, name) => lessons.find((lesson) => lesson.name === name)?.title ?? name;
