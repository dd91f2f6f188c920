/** What is masked before text is stored for reading (个人信息保护法; domain.md section 5). */
const patterns: readonly { kind: string; pattern: RegExp; mask: string }[] = [
  {
    kind: '身份证',
    pattern: /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g,
    mask: '〔身份证号〕',
  },
  { kind: '手机', pattern: /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g, mask: '〔手机号〕' },
  { kind: '邮箱', pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,3}/g, mask: '〔邮箱〕' },
  { kind: '银行卡', pattern: /(?<!\d)[3-6]\d{3}(?:[ -]?\d{4}){3}(?:\d{1,3})?(?!\d)/g, mask: '〔银行卡号〕' },
  { kind: '座机', pattern: /(?<!\d)0\d{2,3}[-—－ ]\d{7,8}(?!\d)/g, mask: '〔座机号〕' },
  {
    kind: '车牌',
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])/g,
    mask: '〔车牌号〕',
  },
]

/** `text` with phones, ID numbers, cards, plates, landlines and e-mail addresses replaced by what they were. */
export function maskPersonalData(text: string): string {
  let masked = text
  for (const { pattern, mask } of patterns) masked = masked.replace(pattern, mask)
  return masked
}
