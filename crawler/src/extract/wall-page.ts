import type { ExtractedPage } from './article.js'
import { ExtractError } from './extract-error.js'
import { visibleText } from './visible-text.js'

/** What a page says instead of a text: it was taken down. */
const gone =
  /(?:该|此|本)(?:内容|文章|帖子|主题|信息|公众号|微博|页面)(?:已被?|已经)?(?:发布者)?(?:删除|屏蔽|关闭|下架|迁移|隐藏)|(?:内容|主题|帖子|文章|微博|页面)(?:不存在|已被删除|已删除|违规)|抱歉，指定的主题不存在|查看的内容可能已被删除/
/** … or it asks who is reading: a log-in, a proof of being human, a firewall's refusal. */
const wall =
  /环境异常|完成验证后即可继续访问|请输入验证码|访问过于频繁|安全验证|人机验证|您?(?:需要|必须)?(?:先)?登录(?:后|才)(?:可|能)?(?:以)?(?:继续|查看|浏览|访问)|请(?:先)?登录|尚未登录|没有权限(?:访问|查看|浏览|阅读)|访问被(?:拒绝|拦截|阻断)|请求(?:存在威胁|已被)|web应用防火墙|网站防火墙|创宇盾|云锁|安全狗|您的访问.{0,10}(?:拦截|阻断)|Access Denied|Request blocked|正在检测(?:您的)?浏览器|Just a moment/i
/** A page that says more is about it and is not it. */
const mostText = 160
/** So much of the markup tells, and so much of what it shows. */
const lookedAt = 20_000
const mostSaid = 2_000

/** @throws ExtractError `gone` or `wall` when the page holds such words and hardly anything else. */
export function refuseWall(page: ExtractedPage, markup: string, url: string): void {
  // Who complains that a site “asks to log in” has written it at some time; a wall has no time of publication.
  if (page.text.length > mostText || page.kind === 'board' || page.publishedAt !== null) return
  const said = `${page.title}\n${page.text || visibleText(markup.slice(0, lookedAt)).text.slice(0, mostSaid)}`
  if (gone.test(said)) throw new ExtractError('gone', url, '这条内容已被删除或下架')
  if (wall.test(said))
    throw new ExtractError(
      'wall',
      url,
      '打开的是登录、验证或防火墙页面，不是正文：请在浏览器里打开网址核对，或换一个公开的地址',
    )
}
