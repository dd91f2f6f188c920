import type { Hit, Reading } from './reading.js'

const few = '[一二两三四五六七八九十几百\\d]+'
/** An official, whose family is not the writer's. */
const official =
  '(?:局长|书记|镇长|乡长|主任|所长|站长|队长|科长|股长|院长|校长|领导|干部|队员|员工|经办人|他们?|她)'
const family = '(?:家属|老婆|媳妇|妻子|丈夫|爱人|儿子|女儿|孩子|亲戚|亲属|兄弟|弟弟|哥哥|妹妹|姐姐|家里?人)'

/**
 * How people tell of misconduct without its name, one shape a kind: who is paid, who takes a cut, whose kin gains,
 * what was made up, who was favoured or warned, who was threatened. Shapes of grammar (condition + price, office + kin,
 * thing + 都没), so that unheard goods, prices and kin are found too (信访工作条例 第三十条: recall first).
 */
const shapes: readonly RegExp[] = [
  // A price for what is free, or goods handed over.
  new RegExp(
    `${few}万?(?:块|元)?(?:打底|起步)|(?:茶|烟|酒|饭|辛苦)钱|(?:没有|不给|不送|不塞|不交|少了)[^，。；]{1,10}(?:别想|休想|免谈|甭想|门都没|办不[成了]|不(?:给|让)(?:办|过|批|盖|签))|${few}(?:条|箱|包)(?:烟|酒|茶|中华)|后备箱|手心里|信封|(?:塞|递|揣)(?:了|给)?[^，。；]{0,6}(?:钱|卡|红包|烟)|(?:拿货|吃饭|加油)[^。；]{0,8}(?:不付|没付|不给|从不)|(?:收|拿|得)了[^，。；]{1,10}(?:烟|酒|卡|好处|礼)`,
  ),
  // Paid, and then it goes: 交三千就放, 塞两百随便过; only the shop they name will do.
  new RegExp(
    `(?:给|交|掏|付|塞|私下[给交])(?:了|够|上)?(?:钱|${few}(?:万|块|元)?[^，。；]{0,8})，?(?:就(?!业|餐|医|读|近|诊|可以)|随便|才[能给放办])|明码标价|(?:必须|只能|只用|只认|要买|要找|得找|得买|要去|让[^，。；]{0,6}只用)[^，。；]{0,5}(?:他们?(?:指定|推荐|的|家)|他家|自家|指定)|不找[^，。；]{1,6}就不|(?:别家|外面)[^，。；]{0,4}(?:一律|不认|不收|贴不)|(?:从来?不|没有?)(?:给|付)过?钱|挂账|(?:替|帮|代)[^，。；]{0,4}(?:销分|消分|办假)|代办假`,
  ),
  // A cut, a share, a second purse.
  new RegExp(
    `抽(?:走|成|头|水|${few}(?:个点|成|块|元|%)|${few}[，。])|返(?:点|利(?!息)|${few}(?:块|元|个点))|(?:跟|和|与)[^，。；]{1,10}(?:分成|分账|分钱|对半|拆账)|暗股|(?:跟|和|与)[^，。；]{1,10}(?:搭伙|谈价钱|称兄道弟|熟的)|自己(?:户头|名下|账上|职工)|(?:拉|搬|拿|运)回(?:去|家|老家)[^，。；]{0,4}|(?:主任|局长|所长|科长|站长|书记|领导)[^，。；]{0,8}(?:新车|豪车|新房|别墅)|顾问[^。；]{0,14}(?:中标|那家|都是)|每[车单人户份证][^，。；]{0,4}(?:收|抽|要)${few}|(?:进了|放进|存进|打进|转进)[^，。；]{0,8}(?:小账|小金库|私账|卡里|腰包|口袋)|(?:分给|发给|租给|卖给|包给|留给|派给)[^，。；]{0,4}(?:自己人|自家|自己)`,
  ),
  // Kin of the office.
  new RegExp(
    `${official}[家的自己]{0,3}${family}|(?<![我俺咱你]的?|孩子的?|邻居的?)(?:娘家|婆家|小舅子|大舅哥|连襟|把兄弟|拜把|小姨子|自家人|老丈人|相好|舅舅|姐夫|妹夫|表[哥弟妹]|老同学|他爹|他妈|堂[哥弟]|侄[子女]|外甥|女婿)(?!打|来电)`,
  ),
  // Made up.
  /(?:照片|数据|签名|签字|名单|材料|票据|发票|报告|笔录|档案|成绩|分数|记录|台账)[^，。；]{0,6}(?:P的|假的|编的|编造|改了|改掉|造的|代签|冒充|有(?:去世|死)[^，。；]{0,4}[人年])|(演|修|建|种|买|办|栽|装)都没\1|空壳|找人(?:写的|替考|代考|顶)|标书[^，。；]{0,8}一样|(?:机器|设备|树|人)(?:没有|没见)一[台棵个]/,
  // Written one way, done another.
  /(?:写|登记|报|账上|上面)[^，。；]{1,8}，(?:实际|其实|下面|坐着|真正)|从[^，。；]{1,8}改没|没[^，。；]{1,5}过也(?:占|领|拿|算|有)|(?:工资|补贴|补助)[^，。；]{0,2}(?:月月|照样|照领|照拿)|人(?:在外|早就|根本)[^，。；]{0,8}(?:工资|补贴)|验收[^，。；]{0,4}(?:那天|当天)[^。；]{0,16}第二天/,
  // Favoured, warned, handed over.
  /(?:前一?[天晚夜]|事先|每次[^，。；]{0,6}前)[^，。；]{0,14}(?:打(?:个)?电话|通风|报信|打招呼)|(?:有人|谁家有人)当官|(?:被|给)?[^，。；]{0,6}挪(?:去|用|走)|支招|动手脚|(?:安排|请|陪)[^，。；]{0,4}(?:泡温泉|泡脚|钓鱼|洗脚|旅游|打球)|(?:名单|材料|信|电话|信息|投诉|举报)[^，。；]{0,6}(?:给了|转给了|告诉了|透露给)[^，。；]{0,6}(?:镇|村|被|院长|校长|老板|公司|厂|对方)|被往[^，。；]{0,4}领/,
  // Threatened for speaking.
  /(?:谁|再|敢)[^，。；]{0,3}(?:告状|上访|举报|闹)[^。；]{0,4}(?:就|让)|不许[^，。；]{0,2}出门|堵[^，。；]{0,2}家门|卸了|让[^，。；]{1,8}(?:丢(?:了)?工作|丢饭碗|上不了学)|断(?:了)?我家?[水电]/,
]
/** The sentence about a body is this long at most. */
const told = 44
/** A body that is asked for help, looks into it or is to do so. */
const handling =
  /(?<![检稽抽督审])查|惩|处理|介入|核实|督办|受理|处置|打击|取缔|整治|制止|追究|督促|责令|调解|咨询|请问|建议|希望|公告|宣传/

/** The sentence goes on to tell misconduct of the body named at `unit`, in whatever goods and kin. */
export function tellsIllicit(reading: Reading, unit: Hit): boolean {
  const { end } = reading.sentence(unit.start)
  const tail = reading.text.slice(unit.end, Math.min(end, unit.end + told))
  return shapes.some((shape) => {
    const match = shape.exec(tail)
    return match !== null && !handling.test(tail.slice(0, match.index))
  })
}
