import type { FoldedText } from './folded-text.js'
import type { PersonalSpan } from './kinds.js'

/** RFC 5321 allows 64 characters before the @; read outward from it, so that a long word costs nothing. */
const localPart = /[0-9A-Za-z._%+-]{1,64}$/
const domainPart = /^[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{2,63}){1,3}/
const at = / ?(?:@|[([](?:at|AT|艾特)[)\]]) ?/g

/** QQ numbers have 5–11 digits; a group's number leads to its members as well. */
const qqPattern =
  /(?<=(?:[Qq]{2}|扣扣|企鹅|Q号)(?:群|号|群号|号码)?(?:[是为: ]|加我?){0,3})[1-9](?:[ -]?[0-9]){4,10}(?![0-9])/g
/** 微信: a letter first and 6–20 places; also bound to a QQ number. */
const wechatCue =
  /(?:微信|威信|薇信|维信|[Vv]信|[Ww]e[Cc]hat|[Vv][Xx]|(?<![A-Za-z])[Ww][Xx])( ?(?:号码?|账号|账号|ID|id|同号))?([是为: ]{0,3}|加我?)/g
const wechatId = /^[A-Za-z][-_0-9A-Za-z]{5,19}(?![-_0-9A-Za-z])/
const wechatNumber = /^[1-9][0-9]{4,10}(?![0-9])/

/** Whom a reposted or answered line belongs to: 回复@某人: and //@某人: (微博). */
const handlePattern = /(?<=(?:回复 ?|\/\/ ?)@)[0-9A-Za-z_\-\u4e00-\u9fff]{2,30}(?=[:： ，,])/g

/** E-mail addresses, messenger accounts after their cue, and the names of others in a chain of reposts. */
export function findContacts({ ascii, digits }: FoldedText): PersonalSpan[] {
  const found: PersonalSpan[] = []
  for (const { index, 0: sign } of ascii.matchAll(at)) {
    const local = localPart.exec(ascii.slice(Math.max(0, index - 64), index))
    const domain = domainPart.exec(ascii.slice(index + sign.length, index + sign.length + 256))
    if (local && domain)
      found.push({
        kind: 'email',
        start: index - local[0].length,
        end: index + sign.length + domain[0].length,
      })
  }
  for (const { index, 0: number } of digits.matchAll(qqPattern))
    found.push({ kind: 'messenger', start: index, end: index + number.length })
  for (const { index, 0: cue, 1: noun = '', 2: join = '' } of ascii.matchAll(wechatCue)) {
    const start = index + cue.length
    const rest = ascii.slice(start, start + 21)
    const id = wechatId.exec(rest) ?? wechatNumber.exec(rest)
    // 微信WeChat支付: bare letters count only when the cue says that an account follows.
    if (id && (noun !== '' || /[:是为加]/.test(join) || /[0-9_]/.test(id[0])))
      found.push({ kind: 'messenger', start, end: start + id[0].length })
  }
  for (const { index, 0: handle } of ascii.matchAll(handlePattern))
    found.push({ kind: 'handle', start: index, end: index + handle.length })
  return found
}
