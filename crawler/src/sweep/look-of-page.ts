import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { PageEvidence } from '@huiyin/domain/source-health'
import { decodePage } from '../charset.js'
import type { FetchedPage } from '../egress/egress.js'
import { visibleText } from '../extract/visible-text.js'

/** So much of a page tells what it is. */
const lookedAt = 64 * 1024
const openingLength = 200

const loginWords = /登录|登陆|统一身份认证|用户名[\s\S]{0,40}密码|sign in|log in/i
const loginForm = /<input[^<>]+type\s*=\s*["']?password/i
const wafWords =
  /环境异常|请输入验证码|访问过于频繁|安全验证|人机验证|访问被(?:拒绝|拦截|阻断)|请求(?:存在威胁|已被)|web应用防火墙|网站防火墙|创宇盾|云锁|安全狗|您的访问.{0,10}(?:拦截|阻断)|Access Denied|Request blocked|正在检测(?:您的)?浏览器|Just a moment|challenge-platform|_waf_|acw_sc__v2|__jsl_clearance/i

/** A page's opening, kept while the page itself is given away to be read. */
export interface PageOpening extends Pick<FetchedPage, 'url' | 'status' | 'contentType'> {
  bytes: Buffer
  /** Bytes of the whole page. */
  size: number
}

export const openingOf = ({ url, status, contentType, bytes }: FetchedPage): PageOpening => ({
  url,
  status,
  contentType,
  bytes: Buffer.from(bytes.subarray(0, lookedAt)),
  size: bytes.length,
})

/** What a page without a list is, beside what it looked like: evidence for whoever mends the source. */
export function lookOfPage(page: PageOpening): { kind: 'login' | 'waf' | null; evidence: PageEvidence } {
  const { text } = decodePage(page.bytes, { contentType: page.contentType })
  const { title, text: plain } = visibleText(text)
  const head = `${title} ${plain.slice(0, 2_000)}`
  const isWaf = wafWords.test(head) || (plain.length < openingLength && wafWords.test(text))
  const isLogin = !isWaf && (loginForm.test(text) || (loginWords.test(title) && plain.length < 2_000))
  return {
    kind: isWaf ? 'waf' : isLogin ? 'login' : null,
    evidence: {
      url: page.url,
      status: page.status,
      title: masked(title, 80),
      opening: masked(plain, openingLength),
      size: page.size,
    },
  }
}

// Whole before it is cut: half a number is not known as one.
const masked = (words: string, length: number): string =>
  maskPersonalData(
    words
      .slice(0, length * 4)
      .replace(/\p{Cc}+/gu, ' ')
      .trim(),
  ).slice(0, length)
