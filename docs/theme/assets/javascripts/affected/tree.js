/* The list of all products, by vendor and family, to choose from; it is drawn when it is opened first. */
import { idOf } from "./match.js"
import { count, element, fits, wordsOf } from "./words.js"

/* Draws the list into `place` once `picker`, a <details>, is open. `update` marks what is chosen elsewhere. */
export function drawTree(picker, place, { data, words, language, chosen, choose, drop }) {
  let boxes = []

  function option(id, name, searched) {
    const box = element("input")
    box.type = "checkbox"
    box.value = id
    box.addEventListener("change", () => box.checked ? choose([id]) : drop(id))
    const label = element("label", "", box, ` ${name}`)
    const entry = { box, label, searched: wordsOf(searched.join(" ")) }
    boxes.push(entry)
    return entry
  }

  function draw() {
    const { compare } = new Intl.Collator(language, { numeric: true })  // Windows 7 before Windows 10
    const vendors = [...new Set(data.families.map(family => family.vendor))].sort(compare)
    place.replaceChildren(...vendors.map(vendor => {
      const families = data.families.filter(family => family.vendor === vendor)
      families.sort((one, other) => compare(one.name, other.name))
      return element("fieldset", "", element("legend", "", vendor), ...families.map(family => {
        const names = product => [product.name.de, product.name.en, ...product.aliases]
        const [single] = family.products.length === 1 ? family.products : []
        if (single) return element("div", "", option(
          idOf(single), single.name[language], [vendor, ...names(single)]).label)
        const all = words.all_versions.replace("{name}", family.name)
        const head = option(`${family.id}*`, all, [vendor, all])
        const members = family.products.filter(product => product.version).map(product => {
          const member = option(product.key, product.name[language], [vendor, family.name, ...names(product)])
          member.family = head.box
          return element("li", "", member.label)
        })
        return element("div", "", head.label, element("ul", "", ...members))
      }))
    }))
    update()
    filter()
  }

  function update() {
    for (const { box, family } of boxes) {
      const included = family !== undefined && chosen.has(family.value)
      box.checked = included || chosen.has(box.value)
      box.disabled = included
    }
  }

  const field = picker.querySelector("input")
  function filter() {
    const wanted = wordsOf(field.value)
    let shown = 0
    for (const { label, searched } of boxes) {
      label.hidden = !fits(searched, wanted)
      shown += !label.hidden
    }
    for (const part of place.querySelectorAll("fieldset, div")) part.hidden = !part.querySelector("label:not([hidden])")
    picker.querySelector("[role=status]").textContent = wanted.length ? count(words.filtered, shown) : ""
  }

  field.addEventListener("input", filter)
  picker.addEventListener("toggle", () => {
    if (picker.open && !boxes.length) draw()
  })
  return { update }
}
