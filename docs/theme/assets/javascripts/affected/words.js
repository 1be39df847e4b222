/* Small help with words and elements. */

/* Puts values into a label: fill("{n} products", { n: 3 }). */
export const fill = (label, values) => label.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)

/* A label in the singular or the plural. */
export const count = (forms, n) => (n === 1 ? forms.one : forms.many).replace("{n}", n)

/* An element with children, which are texts or elements. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

/* The words of a text, in small letters, as names of products are compared. */
export const wordsOf = text => text.toLowerCase().split(/[\s,()]+/).filter(Boolean)

/* Says whether every one of the `wanted` words is the beginning of one of `words`. */
export const fits = (words, wanted) => wanted.every(word => words.some(each => each.startsWith(word)))
