/* Understands what systeminfo prints, in German and English. */

const NAME = "OS Name|Betriebssystemname"
const SYSTEM = new RegExp(`^(?=(?:${NAME})\\s*:)`, "im")
const LABELED = /^[^\s:][^:]*:(?:\s|$)/
const CONTINUED = /^(?:\s+\S|\[\d+\]:)/
const PROMPT = /^(?:PS\s+)?[a-z]:\\[^>]*>/i  // of the command, and after it

/* Versions of Windows 10 by the build. */
const WINDOWS_10 = { 10586: "1511", 14393: "1607", 15063: "1703", 16299: "1709", 17134: "1803", 17763: "1809" }

/* Returns the name of the product that a system is, or "". */
function nameOf(printed) {
  const value = label => new RegExp(`^(?:${label})\\s*:\\s*(.+)$`, "im").exec(printed)?.[1].trim() || ""
  const name = value(NAME)
  if (!name) return ""
  const version = value("OS Version|Betriebssystemversion")
  const build = /windows 10/i.test(name) && WINDOWS_10[/^10\.0\.(\d+)/.exec(version)?.[1]]
  const pack = build || /service pack \d+/i.exec(version)?.[0] || ""
  const type = /x64|x86|itanium|ia64/i.exec(value("System Type|Systemtyp"))?.[0] || ""
  return [name, pack, type].filter(Boolean).join(" ")
}

/* Returns { systems, printed, other }: the names of the systems whose output is in `text`, and the lines of the output
   apart from all others. */
export function readSystems(text) {
  const systems = text.split(SYSTEM).map(nameOf).filter(Boolean)
  if (!systems.length) return { systems, printed: "", other: text }
  const printed = []
  const other = []
  let within = false  // the output
  for (const line of text.split(/\r\n?|\n/)) {
    within = LABELED.test(line) || PROMPT.test(line) || within && (CONTINUED.test(line) || !line.trim())
    const lines = within ? printed : other
    lines.push(line)
  }
  return { systems, printed: printed.join("\n"), other: other.join("\n") }
}
