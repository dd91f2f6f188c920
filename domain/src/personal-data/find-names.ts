import type { FoldedText } from './folded-text.js'
import type { PersonalSpan } from './kinds.js'
import { beginsWithWord, isMostlyWord, surnameLength } from './surnames.js'

/** After these a name must follow: the writer or a form says so. */
const surePattern =
  /(?:我叫做?|我的名字[叫是]|我名叫|名叫|名字[叫是:]|姓名|(?:联系|反映|投诉|举报|信访|求助|申请|来电|来信|留言|报案|当事|经办|收件|收货|受害|承租|监护|代理|委托|产权|法定代表|诉求)人|法人代表|户名|户主|署名|死者|被告|原告|诉求者|患者)(?:[(（][^()（）\n]{0,6}[)）])?(?:姓名|名字)?([是为叫系: ]{0,3})/g

/** After these a name may follow; it must look like one and end where a word can end. */
const maybePattern =
  /(?:本人(?:叫|系|是|名叫|姓名)?|我是|业主|居民|村民|住户|用户|学生|同学|司机|老板|伤者|逝者|家长|家属|教师|老师|职工|员工|工人|农民工|市民|群众|女儿|儿子|孙子|孙女|丈夫|妻子|父亲|母亲|爸爸|妈妈|老公|老婆|爱人|哥哥|弟弟|姐姐|妹妹|房东|租客|租户|车主|包工头|负责人|法人|邻居|同事|店主|摊主|残疾人|低保户|贫困户|退役军人|叫|名为)([:： ]{0,2})/g

/** 我是滨河花园小区的李建国: a clause of belonging, then the name at the end of one of its parts. */
const belongingPattern = /我们?(?:是|家住|住在|来自)[^，。；！？,;!?\n]{0,30}/g
const belongingPart = /(?:的|村民|居民|业主|住户|学生|家长|[0-9一二三四五六七八九十]组|村|小区|社区|街道|镇)/g

const courtesy = '先生|女士|大爷|大妈|大叔|大婶|阿姨|师傅|同志|小姐|老人|某某|某|同学|大哥|大姐'
const office =
  '副?(?:局长|书记|县长|市长|区长|镇长|乡长|村长|主任|科长|所长|站长|队长|校长|院长|处长|部长|厅长|组长|主席|总经理|经理|董事长)|支书|会计|老师|医生|护士|警官|法官|检察官|工程师|律师'
const courtesyNext = new RegExp(`^(?:${courtesy})`)
const officeNext = new RegExp(`^(?:${office})`)
const titleNext = new RegExp(`^(?:${office}|${courtesy})`)
const officePattern = new RegExp(`(?:${office})`, 'g')

const han = /[\u3400-\u9fff]/
/** Characters that go on with the sentence after a name and stand in none. */
const never = new Set(
  '今的是在住于因反电男女身说向被把与及系自从称曾就也都不没去到要想请表告举投占违将还又再拒拖打骂偷为给跟让使用他她你我您这那此各并且但却只很太更最所吗呢吧啊了着过户上下里外前后个们么什怎哪谁两几每写受遭贪收吃滥欺压庇',
)
/** Characters that do both: 张家豪, 张伟家住. */
const either = new Set('家现年手联等同带领已有来经承私强诉占其该本对和刚才如若则时当以')

/** Bodies and places, never in a given name that stands before an office. */
const ofBodies = /[局县市区镇乡村委会院校厂司部处科室站队组省州所馆]/

const isHan = (one: string | undefined): boolean => one !== undefined && han.test(one)
const isEnd = (one: string | undefined): boolean => one === undefined || !isHan(one)

/** 阿依古丽·买买提: both sides of the dot belong to the name. */
const dotted = /^[\u3400-\u9fff]{1,8}[·•・][\u3400-\u9fff]{1,8}/

const goesOn = (one = ''): boolean => never.has(one) || either.has(one)

interface Found {
  surname: number
  length: number
}

/**
 * The name `text` begins with. `sure` takes what stands after the cue even when it does not end cleanly; otherwise the
 * surname must be a common one or the name must end at punctuation.
 */
function nameAt(text: string, sure: boolean): Found | null {
  const withDot = dotted.exec(text)
  if (withDot) return { surname: 0, length: withDot[0].length }
  const surname = surnameLength(text)
  if (surname === 0) {
    // 姓名：阿木, a surname we do not list: only as a whole between marks.
    const run = /^[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff])/.exec(text)?.[0]
    return sure && run ? { surname: 0, length: run.length } : null
  }
  const one = surname + 1
  const two = surname + 2
  if (courtesyNext.test(text.slice(surname))) return masked(text, surname, sure)
  if (beginsWithWord(text) || officeNext.test(text.slice(surname)) || (!sure && isMostlyWord(text)))
    return null
  if (!isHan(text[surname])) return null
  if (isEnd(text[one])) return { surname, length: one }
  const isCommon = surname === 2 || surnameLength(text, 'common') === 1
  if (!sure && never.has(text[surname] ?? '')) return null
  const endsAfterTwo = isEnd(text[two]) || goesOn(text[two]) || titleNext.test(text.slice(two))
  if (!sure && !isCommon) return isEnd(text[two]) && !goesOn(text[one]) ? { surname, length: two } : null
  if (never.has(text[one] ?? '') || titleNext.test(text.slice(one))) return { surname, length: one }
  if (endsAfterTwo) return { surname, length: two }
  if (either.has(text[one] ?? '')) return { surname, length: one }
  return sure ? { surname, length: two } : null
}

/** 联系人：王女士 hides the surname, 张某某 the whole; elsewhere a surname with a courtesy names nobody. */
function masked(text: string, surname: number, sure: boolean): Found | null {
  const some = /^某{1,2}/.exec(text.slice(surname))?.[0]
  if (some) return { surname, length: surname + some.length }
  return sure ? { surname: 0, length: surname } : null
}

/**
 * Names after a cue, whole. Beside an office the surname stays and the given name goes (张建国局长 → 张〔姓名〕局长):
 * who holds an office acts publicly in it, and what is said of 张局长 must still reach the right desk and stay hidden
 * from his own (个人信息保护法 第十三条 第三项; 信访工作条例 第三十条).
 */
export function findNames({ ascii }: FoldedText): PersonalSpan[] {
  const found: PersonalSpan[] = []
  const add = (start: number, name: Found | null) => {
    if (name) found.push({ kind: 'name', start, end: start + name.length })
  }
  const ahead = (at: number) => ascii.slice(at, at + 18)
  for (const { index, 0: cue, 1: join = '' } of ascii.matchAll(surePattern)) {
    const at = index + cue.length
    add(at, nameAt(ahead(at), join.trim() !== '' || /[叫是]$/.test(cue)))
  }
  for (const { index, 0: cue, 1: join = '' } of ascii.matchAll(maybePattern)) {
    const at = index + cue.length
    add(at, nameAt(ahead(at), /[:：]/.test(join) && surnameLength(ahead(at)) > 0))
  }
  for (const { index, 0: clause } of ascii.matchAll(belongingPattern))
    for (const part of clause.matchAll(belongingPart)) {
      const at = index + part.index + part[0].length
      add(at, nameAt(ahead(at), false))
    }
  for (const { index, 0: title } of ascii.matchAll(officePattern)) {
    const earlier = givenBefore(ascii, index)
    if (earlier) found.push(earlier)
    const at = index + title.length
    const name = nameAt(ahead(at), false)
    if (name && name.surname > 0)
      found.push({ kind: 'name', start: at + name.surname, end: at + name.length })
  }
  return found
}

/** Words that are surnames too and more often stand before an office as what they mean: 向局长反映, 时任局长. */
const beforeOffice = new Set('向于和任时经由同对从被原位党全各该新老前现那都来相应')

/** The given name of a full name that stands right before `title`: two characters, else one. */
function givenBefore(text: string, title: number): PersonalSpan | null {
  for (const given of [2, 1]) {
    const start = title - given
    const own = text.slice(start, title)
    if (start < 1 || ![...own].every(isHan) || ofBodies.test(own) || /[副姓作]/.test(own)) continue
    // 感谢胡市长: two surnames in a row are a verb and a name.
    if (given === 1 && surnameLength(own, 'common') === 1) continue
    const isCompound = start > 1 && surnameLength(text.slice(start - 2, start), 'common') === 2
    const lead = text.slice(start - 1, title)
    const isSurname = surnameLength(lead, 'common') === 1 && !beforeOffice.has(lead[0] ?? '')
    if (isCompound || (isSurname && !beginsWithWord(lead))) return { kind: 'name', start, end: title }
  }
  return null
}
