import type { WrittenPost } from './received-post.js'

type Field = keyof WrittenPost

/**
 * Words before a colon by which hotlines, letters and mails name what follows. Longer ones first where one begins
 * with another.
 */
const labels: readonly (readonly [Field | 'contact' | 'place', string])[] = [
  [
    'publishedAt',
    '来电时间|受理时间|反映时间|登记时间|来信时间|来访时间|诉求时间|发布时间|发帖时间|发送时间|发件时间|时间|日期|Date|Sent',
  ],
  [
    'author',
    '反映人|来电人|诉求人|投诉人|举报人|来信人|来访人|联系人|当事人姓名|姓名|网名|昵称|作者|发帖人|发件人|From',
  ],
  ['contact', '联系电话|来电号码|联系方式|手机号码|手机|电话|身份证号|身份证|收件人|抄送|To|Cc'],
  ['number', '工单编号|工单号|受理编号|受理号|信件编号|来信编号|流水号|编号'],
  ['title', '诉求标题|工单标题|信件标题|来信标题|标题|主题|事由|Subject'],
  ['text', '诉求内容|反映内容|工单内容|来电内容|问题描述|信件内容|来信内容|主要内容|具体内容|内容|正文|诉求'],
  ['place', '事发地址|事发地点|反映地址|诉求地址|地址|地点'],
  ['seenWhere', '诉求来源|信息来源|受理渠道|来源渠道|来源平台|来源|渠道|平台'],
  ['url', '原文链接|链接|网址'],
]
const fieldOf = new Map(
  labels.flatMap(([field, words]) => words.split('|').map((word) => [word.toLowerCase(), field])),
)
const anyLabel = labels.map(([, words]) => words).join('|')
/** At the beginning of a line, or after a wide gap where a system puts two fields in one line. */
const labelled = new RegExp(
  `(?:^|\\n|[\\t\\u3000]|\\s{2,}|[；;|])\\s*[【\\[]?(${anyLabel})[】\\]]?\\s*(?:[:：]|(?<=】)\\s*)\\s*`,
  'gi',
)

/**
 * Splits a pasted ticket of a hotline, a letter or an e-mail into fields. What belongs to no field stays in the text;
 * telephone and identity numbers are left out, for they are not needed. A text without such labels is the text alone,
 * its first line the title when it is short. Nothing of it is sent anywhere by this.
 */
export function readTicket(pasted: string): WrittenPost {
  const whole = pasted.replace(/\r\n?/g, '\n').trim()
  const found = [...whole.matchAll(labelled)]
  if (found.length === 0) return readPlain(whole)
  const written: WrittenPost = {}
  const beside: string[] = []
  const before = whole.slice(0, found[0]?.index ?? 0).trim()
  found.forEach((match, at) => {
    const field = fieldOf.get((match[1] ?? '').toLowerCase())
    const from = match.index + match[0].length
    const value = whole.slice(from, found[at + 1]?.index ?? whole.length).trim()
    if (!field || field === 'contact') {
      // The body of a mail follows its last header after an empty line.
      const body = value.indexOf('\n\n')
      if (body >= 0) beside.push(value.slice(body).trim())
      return
    }
    const [line, rest] = field === 'text' ? [value, ''] : headAndRest(value)
    if (rest) beside.push(rest)
    if (field === 'place') {
      if (line) beside.push(`地点：${line}`)
    } else if (written[field] === undefined || written[field] === '') written[field] = line
    else beside.push(line)
  })
  const parts = [written.text ?? '', ...beside].filter((part) => part !== '')
  if (before !== '') {
    if (written.title === undefined && !before.includes('\n')) written.title = before
    else parts.unshift(before)
  }
  if (parts.length > 0) written.text = parts.join('\n')
  if (written.author)
    written.author = written.author.replace(/\s*<[^>]*>\s*$|\s*[（(]\s*[\d*@.\w-]+\s*[）)]\s*$/g, '').trim()
  return written
}

/** Every field but the text is one line. */
function headAndRest(value: string): [string, string] {
  const end = value.indexOf('\n')
  return end < 0 ? [value, ''] : [value.slice(0, end).trim(), value.slice(end).trim()]
}

function readPlain(whole: string): WrittenPost {
  const url = /https?:\/\/[^\s，。；！？、）】》"']+/.exec(whole)?.[0]
  const [first = '', ...rest] = whole.split('\n')
  const body = rest.join('\n').trim()
  const link = url === undefined ? {} : { url }
  if (body !== '' && first.trim().length <= 60) return { title: first.trim(), text: body, ...link }
  return { text: whole, ...link }
}
