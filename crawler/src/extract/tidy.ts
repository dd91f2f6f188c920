import type { Block } from './blocks.js'

const trailing =
  /^(上一[篇条则]|下一[篇条则]|(我要)?(打印|关闭|收藏|复制)|【?(打印|关闭|返回|字体|大 中 小)|分享(到|至)?|扫一扫|扫码|责任编辑|责编|编辑[:：]|审核[:：]|校对[:：]|值班|相关(链接|阅读|新闻|文章|附件)|推荐阅读|更多精彩|点击查看|本文(来源|编辑)|原标题|阅读原文|返回(顶部|列表|首页)|版权|免责声明|特别声明|举报|点赞|在看|微信扫)/
const particulars =
  /^(来源|信息来源|稿源|发布(时间|日期|机构|单位)|时间|日期|作者|记者|浏览(次数|量)?|阅读(量|次数)?|点击(数|量)?|字[体号]|索引号|访问量)\s*[:：]/
const timeOnly =
  /^(发布(时间|于)?\s*[:：]?\s*)?\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(\s+\d{1,2}:\d{2}(:\d{2})?)?(\s*(来源|字体|浏览).{0,40})?$/

/** Lines looked at from each end for furniture that stands inside the body's container. */
const edge = 6

/** Body lines without what repeats the title, the particulars above and the furniture below. */
export function tidyLines(blocks: readonly Block[], title: string): string[] {
  const bareTitle = title.replace(/\s/g, '')
  const isFurniture = ({ text, linkLength }: Block) =>
    text.length <= 60 &&
    (trailing.test(text) || (linkLength > 0 && linkLength * 1.2 >= text.length && text.length <= 8))
  const isHead = (block: Block) =>
    block.text.replace(/\s/g, '') === bareTitle ||
    (block.text.length <= 80 && (particulars.test(block.text) || timeOnly.test(block.text))) ||
    isFurniture(block)
  const lines = [...blocks]
  for (let seen = 0; seen < edge; ) {
    const first = lines[seen]
    if (!first) break
    if (isHead(first)) lines.splice(seen, 1)
    else if (first.text.length > 40) break
    else seen++
  }
  let end = lines.length
  for (let back = 1; back <= edge && back < lines.length; back++) {
    const line = lines[lines.length - back]
    if (line && isFurniture(line)) end = lines.length - back
  }
  return lines.slice(0, end).map(({ text }) => text)
}
