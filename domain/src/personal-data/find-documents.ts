import type { FoldedText } from './folded-text.js'
import type { PersonalSpan } from './kinds.js'

/**
 * Passports (E, EA–EZ, G; service passports D, S, P; old 14 and 15), 往来港澳通行证 (C, CA–CZ, W), 往来台湾通行证
 * (L, T), 回乡证 (H, M): one or two letters and eight places, as 国家移民管理局 issues them.
 */
const permitPattern =
  /(?<![0-9A-Za-z])(?:[EGDSPCWLTHMegdspcwlthm][0-9]{8}(?:[0-9]{2})?|[ECec][A-Za-z][0-9]{7})(?![0-9A-Za-z])/g
/** With the document named, any number that can be one. */
const namedPermitPattern =
  /(?<=(?:护照|通行证|回乡证|台胞证|军官证|士兵证|警官证|驾驶证|居住证|残疾证|学籍号|社保号|医保号)(?:号码?|编号|证号)?[是为: ]{0,3})[A-Za-z]{0,2}[0-9]{6,18}(?![0-9A-Za-z])/g
const goodsCue = /(?:型号|货号|规格|批号|编号|订单号?|单号|航班|车次)[是为: ]{0,3}$/

const province = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
/**
 * GA 36-2018: province, letter, five places, or six for 新能源; the last may be 警 学 挂 港 澳 领 使 试 超. At least
 * one digit, so that no word in capitals is taken for a plate.
 */
const platePattern = new RegExp(
  `(?:[Ww][Jj][ -]?[${province}]?[0-9]{4,5}[A-Za-z]?|[${province}][A-Za-z][ ·•.・-]{0,2}(?=[A-Za-z]{0,5}[0-9])[0-9A-Za-z]{4}(?:[0-9A-Za-z]{1,2}|[警学挂港澳领使试超]))(?![0-9A-Za-z])`,
  'g',
)

/** Travel and service documents, and vehicle plates. */
export function findDocuments({ ascii, digits }: FoldedText): PersonalSpan[] {
  const found: PersonalSpan[] = []
  for (const { index, 0: number } of ascii.matchAll(permitPattern))
    if (!goodsCue.test(ascii.slice(Math.max(0, index - 10), index)))
      found.push({ kind: 'permit', start: index, end: index + number.length })
  for (const { index, 0: number } of digits.matchAll(namedPermitPattern))
    found.push({ kind: 'permit', start: index, end: index + number.length })
  for (const { index, 0: plate } of ascii.matchAll(platePattern))
    found.push({ kind: 'plate', start: index, end: index + plate.length })
  return found
}
