import type { Reading } from './reading.js'

/** 网友传, 群里有人说, 之前说的: who says it answers for nothing. */
const said =
  /(?:网友|网民|网上|网传|群里|有人|外面|外界|坊间|朋友圈|论坛|BBS|报纸|电视台|媒体|网站|收音机|电台|曾经?报|之前|此前|起初|最初|原先|那个|所谓|疯转|疯传)[^，。；“”]{0,8}$|(?:声称|宣称)[，：]?$/
/** ”的视频, ”的说法: a thing that goes round. */
const thing =
  /^”[^，。；]{0,2}(?:的|这[个种]|那[个种])(?:说法|消息|视频|帖子?|传言|截图|照片|传闻|数字|段子|流言|录音|名单|标题)/
/** 指挥部昨晚公布, 村干部看过，是前年南方的: the same sentence knows better. */
const known =
  /(?:指挥部|官方|警方|公安|应急|政府|县里|市里|镇里|宣传部|新闻办|干部|记者|我)[^。]{0,16}(?:公布|通报|发布|核实|口径|更正|澄清|看过|查过|问过)|[市县区省镇]?[^，。]{0,6}(?:[局厅委办]长?|[省市县区镇]长|书记|负责人|发言人)[^。，]{0,10}(?:说|表示|介绍)|是?(?:前年|去年|外地|旧闻|老视频|误传|误读|算错|两个数|不实|假的|没有的事|不是真|捏造|编造|作废|更正|道了?歉|改口|猜测|重复|夸大|说法有误|没有一|无一)/
/** “杀死了40多人”，这一说法未得到官方证实: claimed by one side. */
const unconfirmed =
  /^”[，,](?:但|不过)?(?:这|该|其|上述)[^，。；]{0,8}(?:未|没有?|无法)[^，。；]{0,8}(?:证实|核实|确认)|^”[，,][^。；]{0,16}(?:夸大|吹嘘|不实之词|谎报|予以否认|作出否认)|^”(?:并)?不(?:是真|属实|实|准确)/
/** 否认了电视台“25人死亡”的报道, 并没有“每天死100人”那样严重 */
const deniedAhead = /(?:否认|驳斥|澄清)[^，。；“”]{0,14}$|(?:并没有|并非|不像|不是|远没有)$/
/** The sentence takes back what it quotes, whoever said it. */
const takenBack =
  /与事实不符|失实|有误|误算|误传|澄清|否认|更正|捏造|谣言|作废|改口|道了?歉|夸大|不属实|不是真|算进|算在内|没有(?:任何)?根据|无根据|没有发现(?:隐瞒|瞒报)|没有依据|无依据|并不存在|重复(?:计|算|登)|都[^，。；]{0,12}(?:救活|找到|活着)|均已?(?:找到|获救|被渔船)/
const tells = /(?:说|称|反映|有关|关于|报道?|引用|报道的|所称|指)[^“，。；]{0,6}$/
const longestQuote = 40

/** Where the quotation around `at` begins and ends; null outside quotation marks. */
function quotationAround(text: string, at: number): { start: number; end: number } | null {
  const start = text.lastIndexOf('“', at)
  if (start < 0 || at - start > longestQuote) return null
  const end = text.indexOf('”', start)
  return end > at && end - start <= longestQuote ? { start, end } : null
}

/**
 * Whether a figure stands in words that go round and that the sentence itself, or a question mark behind them, does not
 * believe: 网友传“死了三四十人”，指挥部公布9人死亡; “死了三十多人”？警方：假的 (docs/rules.md §2: 辟谣不计).
 */
export function isDoubted({ text, sentence }: Reading, figure: { start: number; end: number }): boolean {
  const quotation = quotationAround(text, figure.start)
  if (!quotation) return false
  if (deniedAhead.test(text.slice(Math.max(0, quotation.start - 18), quotation.start))) return true
  if (/^”[？?]/.test(text.slice(quotation.end, quotation.end + 2))) return true
  if (unconfirmed.test(text.slice(quotation.end, quotation.end + 30))) return true
  const after = text.slice(quotation.end, sentence(figure.start).end)
  const isHeard = said.test(text.slice(Math.max(0, quotation.start - 14), quotation.start))
  if (
    (isHeard || tells.test(text.slice(Math.max(0, quotation.start - 14), quotation.start))) &&
    takenBack.test(after)
  )
    return true
  return (isHeard || thing.test(after)) && (known.test(after) || (isHeard && thing.test(after)))
}
