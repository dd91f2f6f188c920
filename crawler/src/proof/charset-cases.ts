import type { DecodedPage } from '../charset.js'

/** One page of the matrix: bytes in a known encoding under claims that may be wrong. */
export interface CharsetCase {
  name: string
  encoding: string
  bytes: Uint8Array
  contentType: string | null
  /** What a right reading holds. */
  text: string
}

type Encode = (text: string, encoding: string, options?: { addBOM: boolean }) => Uint8Array

const simplified = [
  '停水通知',
  '请问老旧小区加装电梯的补贴什么时候能够发放？',
  '关于城东片区停水的紧急通知：因主管道破裂，即日起停水两天，请居民提前储水，给您带来不便敬请谅解。',
  '我们村到镇上的公路去年才修好，今年又被大货车压坏了，一下雨全是积水，孩子上学很不方便，请交通局尽快安排养护。',
  '1.2026-08-03 10:20 县应急管理局发布暴雨黄色预警（第3号）；2.联系电话：0571-88886666。',
  'ABC-1234 Notice: the water supply will be cut off. 停水',
]
const traditional = [
  '停水通知',
  '請問舊社區加裝電梯的補貼什麼時候能夠發放？',
  '關於城東片區停水的緊急通知：因主管道破裂，即日起停水兩天，請居民提前儲水，給您帶來不便敬請見諒。',
  '我們村到鎮上的公路去年才修好，今年又被大貨車壓壞了，一下雨全是積水，孩子上學很不方便，請儘快安排養護。',
]
/** Characters GB18030 writes in four bytes. */
const rare = [
  '㑇村村民反映：㐂姓老人低保停发，请民政局核实。',
  '𠮷田镇停水通知，请居民提前储水，谢谢您的理解。',
]

/** Each encoding with the label its pages declare, and the labels that pages wrongly declare instead. */
const encodings: readonly {
  name: string
  label: string
  wrong: readonly string[]
  texts: readonly string[]
  bom?: boolean
}[] = [
  {
    name: 'gbk',
    label: 'gb2312',
    wrong: ['utf-8', 'iso-8859-1', 'big5', 'euc-kr', 'shift_jis'],
    texts: simplified,
  },
  { name: 'gb18030', label: 'gb18030', wrong: ['utf-8', 'iso-8859-1'], texts: [...simplified, ...rare] },
  { name: 'big5', label: 'big5', wrong: ['utf-8', 'gbk', 'iso-8859-1'], texts: traditional },
  {
    name: 'utf8',
    label: 'utf-8',
    wrong: ['gbk', 'gb2312', 'big5', 'iso-8859-1'],
    texts: [...simplified, ...traditional, ...rare],
  },
  { name: 'utf8', label: 'utf-8', wrong: ['gbk', 'iso-8859-1'], texts: [...simplified, ...rare], bom: true },
  { name: 'utf16le', label: 'utf-16', wrong: ['utf-8', 'gbk'], texts: [...simplified, ...traditional] },
  { name: 'utf16be', label: 'utf-16be', wrong: ['utf-8', 'gbk'], texts: [...simplified, ...traditional] },
  { name: 'utf16le', label: 'utf-16', wrong: ['utf-8', 'gbk'], texts: simplified, bom: true },
  { name: 'utf16be', label: 'utf-16be', wrong: ['utf-8', 'gbk'], texts: simplified, bom: true },
]

/** A page as sites write them, long or only its text. */
const shapes: Readonly<Record<string, (text: string, meta: string) => string>> = {
  page: (text, meta) =>
    `<!DOCTYPE html><html><head>${meta}<title>${text}</title></head><body><h1>${text}</h1><div id="Zoom"><p>${text.repeat(4)}</p></div></body></html>`,
  late: (text, meta) =>
    `<html><head><script>var a=1;${'/* x */'.repeat(300)}</script>${meta}</head><body><p>${text}</p></body></html>`,
  fragment: (text, meta) => `${meta}<p>${text}</p>`,
}

/** Every page of the matrix; `encode` writes text in an encoding (iconv-lite's does). */
export function* casesOf(encode: Encode): Generator<CharsetCase> {
  for (const { name, label, wrong, texts, bom = false } of encodings) {
    const claims: readonly (string | null)[] = [label, null, ...wrong]
    for (const [shape, write] of Object.entries(shapes))
      for (const text of texts)
        for (const header of claims)
          for (const meta of claims) {
            const declaration =
              meta === null ? '' : `<meta http-equiv="Content-Type" content="text/html; charset=${meta}">`
            const encoding = bom ? `${name} with mark` : name
            yield {
              name: `${encoding} ${shape} header ${header} meta ${meta} “${text.slice(0, 12)}”`,
              encoding,
              bytes: encode(write(text, declaration), name, { addBOM: bom }),
              contentType: header === null ? null : `text/html; charset=${header}`,
              text,
            }
          }
  }
}

/** Whether the reading holds the text and says so without doubt. */
export const isRead = ({ text }: CharsetCase, { text: read, doubtful }: DecodedPage) =>
  read.includes(text) && !doubtful
