import { bareOf, type Line } from './page-lines.js'

/** Who edited it, what it belongs to, how to react: after one of these the text is over. */
const closing =
  /^[（(【[]?\s*(?:(?:网站|本文|本期|本网|本版|新媒体|微信|文字|图文|值班|实习|见习|今日|执行)?(?:责任编辑|责编|编辑|编审|审核|审校|校对|监制|总监制|监审|终审|初审|复审|美编|排版|值班(?:主任|编委|主编|总编)|责任校对)\s*[：:|｜/丨]|[一二三]审\s*[：:|｜/丨].{1,20}$|【?(?:责任)?编辑[：:\s]|【?纠错】|文章关键[词字]|关键[词字]\s*[：:]|我要(?:反馈|评论|纠错|留言|点评)|(?:[\d,]+|暂无|查看|全部|网友|热门|最新|精彩|发表)\s*条?评论|免责声明|版权声明|特别声明|声明\s*[：:]|本文来源|\(?（?本文来自|标签\s*[：:]?\s*\S{0,30}$|请支持独立|本文仅代表|相关资讯请关注)/
/** An invitation as the last line; inside a notice it belongs to the notice. */
const invitation = /^(?:长按|识别|扫(?:一扫|描|码)?).{0,8}二维码/
/** Headings of what other pages offer; the text may go on after one that stands at its beginning. */
const elsewhere =
  /^[【[]?(?:相关(?:新闻|阅读|链接|文章|报道|推荐|资讯|信息|附件|内容|专题|稿件|政策|解读)|延伸阅读|推荐(?:阅读|新闻|文章|视频)|热门(?:推荐|文章|新闻|跟帖|标签|点击)?|热点(?:新闻|推荐|排行)|[为给][你您]推荐|猜[你您]喜欢|[你您]可能(?:还|也|会)?(?:喜欢|感兴趣).{0,30}|(?:最新|精彩|更多)(?:新闻|文章|内容|推荐|评论|信息|资讯|动态)?|大家都在[看搜]|点击(?:排行|下载)|阅读排行.{0,30}|图片(?:新闻|故事)|视频新闻|友情链接|网友评论|评论(?:列表|\d*)|订阅|下载|附近)[】\]]?\s*[：:>》]*$/
/** Controls and particulars: never text, wherever they stand at an edge. */
const control =
  /^(?:上一[篇条则页]|下一[篇条则页]|上篇|下篇)\s*[：:]?|^(?:[【[（(]?(?:打印|关闭|返回|收藏|复制|字[体号]|大 ?中 ?小|A\+|分享|扫一扫|阅读原文|点赞|在看|举报|转发|关注|图集|原创|微博|微信|新浪|QQ空间|QQ好友|朋友圈|收听|听新闻|播报文章|加载中|加载更多|展开全文|查看原文|阅读全文|(?:打印|返回)(?:本页|上页)|关闭(?:窗口|本页))[】\]）)]?[\s:：|/]*)+$|^[【[]?返回.{0,6}(?:顶部|列表|首页|目录)[】\]]?$|^(?:分享(?:到|至|给)|微信扫|用微信|打开微信|自动播放|点击进入|点击查看|查看更多|安装.{0,12}客户端|下载.{0,12}客户端|打开.{0,8}(?:APP|客户端))|^[【[]?(?:字体|字号)\s*[：:]|(?:>|》|＞)\s*(?:正文|内容|详情|文章)\s*$/i
/** Where a page of the old boards of universities ends: the sign-off, then signature and origin. */
const signOff = /^--\s*$|^_{10,40}$|^※\s*(?:来源|修改)/
/** The particulars of somebody else's post: the first post is over. */
const nextPost =
  /^(?:作者|网友|用户|回复人|回复者|回答者|回帖人|答复人)\s?[:：].{1,30}(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}|^(?:最佳答案|其他回答|全部回[答复]|网友回[答复]|共?\s?\d{1,5}\s?个?回[答复])$|^(?:回复|跟帖|回帖|跟贴|回贴)\s?[:：]$|^(?:第\s?)?\d{1,5}\s?[楼#](?:$|\s)|^(?:沙发|板凳|地板)(?:$|[\s:：].{0,30}\d{1,2}:\d{2})/
/** Words of what readers did or may do, and the signs and figures beside them. */
const counted =
  /阅读|浏览|评论|收藏|转载|喜欢|点赞|赞|顶|踩|分享|推荐|打印|举报|赠金笔|人气|在看|全文|次数|数|量|[\d\s()（）,.┊|·/▼:：万wk+]/gi
/** A line of nothing but those: `阅读(1024)┊评论(18)`. */
const isCounts = (text: string) =>
  /[一-鿿]{1,3}[\s:：]?[(（\d]/.test(text) && text.replace(counted, '') === ''
/** Where it went, and what stands beside it on the site. */
const besides =
  /^(?:已?投稿到|转自|转载自)\s?[:：].{0,30}$|^(?:前|后)一[篇条]\s?[:：]|^(?:打开|下载).{0,8}(?:APP|客户端|应用).{0,16}$/i
/** What printing leaves below the text. */
const printed =
  /^(?:本文(?:网址|链接|地址)|(?:本页|文章|原文)(?:网址|链接|地址)|打印(?:时间|日期)|出处)\s*[：:]/
/** Editors' notes above the text. */
const original = /^[（(]?\s*(?:本文)?原(?:标题|题为?)\s*[：:《]/
const particulars =
  /^[【[]?(?:来源|信息来源|稿源|文章来源|新闻来源|发布(?:时间|日期|机构|单位|人|者)?|时间|日期|作者|撰稿|浏览(?:次数|量)?|阅读(?:量|次数|数)?|点击(?:数|量|率)?|字[体号]|索\s{0,4}引\s{0,4}号|发信人|寄信人|标\s{0,4}题|主题|内容|发信站|访问量|您?(?:当前|所在)的?(?:位置|在位置)|当前位置|您的位置|所属分类|栏目)\s*[：:】]/
const timeOnly =
  /^(?:发布(?:时间|于)?\s*(?:[：:]\s*)?)?\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*(?:来源|字体|浏览|作者|阅读|编辑).{0,40})?$/
/** A day, however written, and nothing else. */
const dayAlone = /^[（([【\s]{0,3}\d[\d\s年月日号/.:：-]{7,24}(?:\s?[AP]M)?[)）\]】\s]{0,3}$/i
/** Whoever wrote it, when to the minute: `县交警大队　2009-1-15 10:11`. */
const dayAndClock = /(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s{0,3}\d{1,2}[:：]\d{2}/
/** Page numbers and signs without a word. */
const wordless = /^[\d\s+＋\-—|｜/.·•>»<«\]\][()（）【】T×xA]{1,24}$/
const paging = /^[【[(（]?\d{1,2}[】\])）]?[\s\d【】[\]()（）]*(?:下一?页|余下全文|尾页|末页|后一页|$)/
const file = /附件|\.(?:docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|ofd|txt)(?:\W|$)/i

/** What a site says of its own application above the text. */
const offer = /(?:下载|安装|打开).{0,14}(?:客户端|APP)/i

/** Lines from the top that may be furniture; the first real paragraph ends the search. */
const edge = 10
/** Longer lines are paragraphs unless they begin as a declaration does. */
const short = 80

/** What stands between links in a row. */
const between = /[\s|｜┊·>»【】[\]()（）]/g

const isLinkLine = (line: Line) =>
  line.linkLength > 0 &&
  line.linkLength >= line.text.replace(between, '').length * 0.8 &&
  line.text.length <= 60 &&
  !file.test(line.text)

const isControl = ({ text }: Line) => text.length <= short && (control.test(text) || wordless.test(text))

/** Body lines without what repeats the title, the particulars above and the furniture below. */
export function tidyLines(all: readonly Line[], title: string): Line[] {
  const lines = withoutHead(all, title.replace(/\s/g, ''))
  return withoutTail(lines.slice(0, endOf(lines)))
}

/** Running text, after which no furniture of the top is looked for. */
const isParagraph = ({ text, sentences }: Line) =>
  (text.length > 40 && sentences > 0) || (text.length >= 18 && sentences > 1)

function withoutHead(all: readonly Line[], bareTitle: string): Line[] {
  const isHead = (line: Line) => {
    const bare = line.text.replace(/\s/g, '')
    return (
      (bareTitle !== '' && bare.replace(/^(原创|转载)/, '') === bareTitle) ||
      original.test(line.text) ||
      (line.text.length <= short && (particulars.test(line.text) || timeOnly.test(line.text))) ||
      (dayAlone.test(line.text) && /(?:19|20)\d{2}/.test(line.text)) ||
      (line.text.length <= short && !/[，。！？；]/.test(line.text) && dayAndClock.test(line.text)) ||
      isControl(line) ||
      elsewhere.test(line.text) ||
      (isLinkLine(line) && line.text.length <= 40) ||
      (line.text.length <= 120 && offer.test(line.text))
    )
  }
  const lines = [...all]
  for (let seen = 0; seen < edge; ) {
    const first = lines[seen]
    if (!first) break
    if (isHead(first)) lines.splice(seen, 1)
    else if (isParagraph(first)) break
    else seen++
  }
  return lines
}

/** Where the text ends: at the first closing line or foreign heading that has text enough before it. */
function endOf(lines: readonly Line[]): number {
  let before = 0
  let after = lines.reduce((sum, line) => sum + proseOf(line), 0)
  for (const [at, line] of lines.entries()) {
    const { text } = line
    if (before > 0 && text.length <= short && (signOff.test(text) || nextPost.test(text))) return at
    if (text.length <= short || /^(?:免责|版权|特别)?声明/.test(text)) {
      if (closing.test(text) && before >= 30 && (before >= after * 0.3 || isFurnished(lines, at))) return at
      if (elsewhere.test(text) && before >= 60 && (before >= after || isFurnished(lines, at))) return at
    }
    before += proseOf(line)
    after -= proseOf(line)
  }
  return lines.length
}

const proseOf = (line: Line) => (line.sentences > 0 ? bareOf(line) : 0)

/** Whether what follows is mostly links and short lines. */
function isFurnished(lines: readonly Line[], from: number): boolean {
  const rest = lines.slice(from + 1)
  const slight = rest.filter((line) => line.text.length < 25 || isLinkLine(line))
  return slight.length >= rest.length * 0.5
}

function withoutTail(lines: readonly Line[]): Line[] {
  let end = lines.length
  while (end > 1) {
    const line = lines[end - 1]
    const isOver =
      line &&
      (isControl(line) ||
        original.test(line.text) ||
        printed.test(line.text) ||
        (line.text.length <= short && (isCounts(line.text) || besides.test(line.text))) ||
        elsewhere.test(line.text) ||
        (line.text.length <= short && (closing.test(line.text) || invitation.test(line.text))) ||
        (paging.test(line.text) && line.text.length <= short) ||
        isLinkLine(line))
    if (!isOver) break
    end--
  }
  return lines.slice(0, end)
}
