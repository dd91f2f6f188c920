/**
 * The most frequent characters of Chinese running text, simplified and traditional: a right decoding is full of
 * them, a wrong one nearly without.
 */
const common =
  '的一是不在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理咨询反映希望部门领导您好谢谢請問們個這時來對會國發動過說產種麼經進與關於無為後應還從開當東車長門見貝魚鳥馬風飛電點線結給統區體學實現業務號義'

/** The first level of a double-byte character set: the characters its makers held to be in daily use. */
function firstLevel(charset: string, fromLead: number, toLead: number): string {
  const bytes: number[] = []
  for (let lead = fromLead; lead <= toLead; lead++)
    for (let trail = charset === 'big5' ? 0x40 : 0xa1; trail <= 0xfe; trail++)
      if (trail <= 0x7e || trail >= 0xa1) bytes.push(lead, trail)
  return new TextDecoder(charset).decode(Uint8Array.from(bytes))
}

const frequentSign = 1
const simplifiedSign = 2
const traditionalSign = 4
const brokenSign = 8
const oddSign = 16

/** What each code unit says, looked up instead of asked: a page has hundreds of thousands. */
const signs = new Uint8Array(0x1_0000)
const sign = (code: number, value: number) => {
  signs[code] = (signs[code] ?? 0) | value
}
for (const letter of firstLevel('gb18030', 0xb0, 0xd7)) sign(letter.charCodeAt(0), simplifiedSign)
for (const letter of firstLevel('big5', 0xa4, 0xc6)) sign(letter.charCodeAt(0), traditionalSign)
for (const letter of common) sign(letter.charCodeAt(0), frequentSign)
// Control characters, private use and the mark of what could not be decoded.
for (let code = 0x80; code < 0xa0; code++) signs[code] = brokenSign
for (let code = 0xe000; code <= 0xf8ff; code++) signs[code] = brokenSign
signs[0xfffd] = brokenSign
// Letters no page here mixes with ASCII: marks, modifiers, Hebrew, Arabic …
for (let code = 0x180; code < 0x370; code++) signs[code] = oddSign
for (let code = 0x530; code < 0x800; code++) signs[code] = oddSign

/** What a character in daily use counts beside one of the most frequent. */
const dailyWorth = 0.3

/** How a text looks to one who knows Chinese. */
export interface Reading {
  /** 0…1: how much the text looks like Chinese; below zero when much of it is broken. */
  score: number
  /** The same by the most frequent characters alone: what noise never has. */
  familiar: number
  broken: number
  /** Characters outside ASCII. */
  foreign: number
  odd: number
  /** All of it is ASCII and European letters and signs. */
  isLatin: boolean
}

/** Looks at the first 20,000 characters outside ASCII; more do not change the verdict. */
export function readChinese(text: string, charset: string): Reading {
  const daily = charset === 'big5' ? traditionalSign : simplifiedSign
  let [foreign, broken, frequent, usual, odd, highest] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < text.length && foreign < 20_000; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    foreign++
    if (code > highest) highest = code
    const says = signs[code] ?? 0
    if (says === 0) continue
    if (says & brokenSign) broken++
    else if (says & frequentSign) frequent++
    else if (says & daily) usual++
    else if (says & oddSign) odd++
  }
  const whole = Math.max(1, foreign)
  const familiar = (frequent - 3 * broken) / whole
  const score = familiar + (dailyWorth * usual) / whole
  return { foreign, broken, odd, familiar, score, isLatin: highest < 0x180 }
}
