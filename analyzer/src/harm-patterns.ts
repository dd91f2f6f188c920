import type { FatePattern } from './fate-pattern.js'

/** The hurt, the ill and those brought to hospital; 伤 with its other senses taken out. */
export const harmPatterns: readonly FatePattern[] = [
  {
    name: 'serious',
    begins: '伤烧烫砸摔撞炸压',
    pattern:
      /[伤烧烫砸摔撞炸压]得(?:很|特别|比较|都)?(?:厉害|不轻|严重|重|惨|焦|皮开肉绽|体无完肤|面目全非|不成人样|没了?人样|只剩一口气|血肉)/y,
  },
  {
    name: 'serious',
    begins: '伤病重',
    pattern:
      /(?:伤势|伤情|病情)[^，。；、\d]{0,4}(?:重(?!视)|危)|(?<![轻严])重(?=\d|[一二三四五六七八九十两]+[人名）)])/y,
  },
  {
    name: 'injured',
    begins: '伤',
    pattern: /(?<![悲轻重忧哀死中刀枪])伤(?!心|害|感|风|脑筋|势|情|痕|残人|及|神|天|口|悲)/y,
  },
  { name: 'ill', begins: '新累', pattern: /(?:新增|累计)(?:报告|确诊|病例)?(?=\d{1,6}例)/y },
  {
    name: 'ill',
    begins: '又连狂直吐拉',
    pattern: /又[吐拉泻][^，。]{0,2}又[吐拉泻]|连[吐拉]带[吐拉泻]|狂吐|直吐|吐个不停|拉个不停/y,
  },
  {
    name: 'ill',
    begins: '肚胃头腹喉嗓胸眼浑身嘴舌手',
    pattern:
      /(?:肚子?|胃|头|腹部?|喉咙?|嗓子|胸口|眼睛|浑身|身上|嘴巴?|舌头|手脚)[^，。；、\d]{0,3}(?:痛|疼|胀|痒|肿|烧|麻|难受|看不见|发黑|抽)/y,
  },
  // 校医室和附近医院一共看了76个学生
  {
    name: 'hospital',
    begins: '看登接',
    pattern: /(?<=[院医诊][^，。；\d]{0,10})(?:看了|登记|接诊)(?=\d{1,4}[个名位人])/y,
  },
  {
    name: 'ill',
    begins: '倒躺撂',
    pattern: /(?<=[吃喝饮宴席][^。；]{0,16})(?:倒下|躺下|躺倒|撂倒|倒)了?(?=[\d一二三四五六七八九十百两])/y,
  },
  {
    name: 'hospital',
    begins: '送',
    pattern:
      /送来了?(?=[\d一二三四五六七八九十百两][\d一二三四五六七八九十百余多来几]*(?:名|个|位)(?:孩子|学生|娃|幼儿|工人|人|病人|患者|伤|，))/y,
  },
  { name: 'hospital', begins: '送', pattern: /送(?!货|餐|礼|别)[^，。；\d]{0,5}院/y },
]
