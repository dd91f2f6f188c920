import type { FateName } from './fate-names.js'

/** A fate told by a construction; `begins` are the characters one of which opens it, so that it is tried nowhere else. */
export interface FatePattern {
  readonly name: FateName
  readonly begins: string
  readonly pattern: RegExp
  readonly isWeak?: true
}

const notYet = '(?:再也没有?能?|再没有?能?|没有能|没有|没能|没|未能|尚未|还未|仍未|未|不能)'
const short = '[^，。；、\\d]{0,5}?'

/**
 * Fates told by a construction or by one character inside many words, where no list of words can be whole:
 * 没…过来, 再没睁眼; 亡殒罹毙 in whatever word; 死 but not 堵死, 死角; 埋, 困, 撤, 伤 with their other senses taken out.
 */
export const fatePatterns: readonly FatePattern[] = [
  {
    name: 'dead',
    begins: '再没未尚还仍不',
    pattern: new RegExp(
      `${notYet}${short}(?:救活|救过来|救回|救成|救下来|抢救过来|抢救回来|抢回来|拉回来|挺过|熬过|撑过|扛过|缓过来|醒过来|醒来|睁(?:开)?(?:过)?眼|睁开|活下来|活成|活过来|活(?=[，。！；]|了|的|着|过|成|$)|保住(?:命|性命|(?=[，。！]|$))|留住(?:命|性命))`,
      'y',
    ),
  },
  { name: 'dead', begins: '没无', pattern: /没有?一个?(?:活口|活的|活着|喘气)|无一活口/y },
  {
    name: 'dead',
    begins: '再',
    pattern: /再(?:也)?没(?:有|能)?[^，。；\d]{0,4}(?:醒|站起|起身|喘气|呼吸|说话)/y,
  },
  {
    name: 'dead',
    begins: '殁殒罹殉毙殇亡',
    pattern: /[殁殒罹殉毙殇]|(?<![灭伤逃流存消兴危救死])亡(?!羊|命|国|灵|率)/y,
  },
  {
    name: 'dead',
    begins: '死',
    pattern:
      /(?<![堵锁封累吓烦气急笑臭热恨焊卡关该找作装寻拼要誓怕钉定盯半致吵挤晒羡美爱想渴痒疼痛丑忙烂难生不死])死(?!死|刑|角|缓|党|循环|机|路|胡同|板|心|活|皮|猪|鱼|鸡|鸭|羊|牛|树|因|者家属|者家人|不|得|守|盯|穴|水|扣|灰|结|磕|伤|账|亡率|亡赔|亡证|亡威|期|线)/y,
  },
  {
    name: 'dead',
    begins: '走没不',
    pattern:
      /(?:(?<![接拿带拉送偷抢搬逃飞溜开骑运领叫赶跑撤转挪抬救调])走了|没了|不在了|没救了|没起来|没醒)(?!好?几|多|一段|一趟|一圈|一遍|弯路|水|电|气|钱)/y,
    isWeak: true,
  },
  { name: 'missing', begins: '没来', pattern: /(?:没来得及|来不及)(?:跑|逃|撤|走|出)/y },
  {
    name: 'missing',
    begins: '下音消踪动声',
    pattern: /(?:下落|音讯|音信|消息|踪影|踪迹|动静|声息)(?:全无|皆无|不明|杳然|断绝|渺茫|没有)/y,
  },
  {
    name: 'missing',
    begins: '再没未尚还仍不',
    pattern: new RegExp(
      `${notYet}${short}(?:上来|出来|回来|升井|找到|找着|寻到|寻获|捞到|捞着|捞起|露面|脱险|逃出|跑出|[跑逃走挣]脱|[出上回]得来|扒到|挖到|逃生|获救|救出|联系上|联络上|接通|打通|消息|音讯|音信|下落|动静|回应|回音|踪影|踪迹)`,
      'y',
    ),
  },
  {
    name: 'missing',
    begins: '被遭活掩全都埋受围困压卡吞卷冲刮砸捂夹扣盖',
    pattern:
      /(?:被|遭|活|掩|全|都)埋(?!怨|设|单)|埋(?:在|于|住|进|着|了)|(?:被|受|围|遭)困(?!难|扰)|困(?:在|于|住)|[砸压捂夹扣盖]在(?:下|里|底|土|楼|车)|压在|卡在|吞没|卷走|卷入|冲走|冲下|刮走/y,
  },
  {
    name: 'missing',
    begins: '里井地底下洞废坑舱车隧楼巷',
    pattern:
      /(?:里面|里头|井下|井底|地下|底下|下面|洞里|洞内|废墟|坑下|舱内|舱里|车内|隧道内|楼内|巷道)[^，。；\d]{0,4}(?:剩|还有|仍有|尚有|还剩)/y,
    isWeak: true,
  },
  {
    name: 'ill',
    begins: '又连狂直吐拉',
    pattern: /又[吐拉泻][^，。]{0,2}又[吐拉泻]|连[吐拉]带[吐拉泻]|狂吐|直吐|吐个不停|拉个不停/y,
  },
  { name: 'hospital', begins: '送', pattern: /送(?!货|餐|礼|别)[^，。；\d]{0,5}院/y },
  {
    name: 'safe',
    begins: '救',
    pattern: /救(?:下|出|起|上|回)?了?(?=\d|[一二三四五六七八九十百两]+[余多几]?[名人个位])/y,
  },
  {
    name: 'safe',
    begins: '安',
    pattern: /安全[^，。；\d]{0,2}(?:出来|离开|撤|下车|下山|转移|返|上岸|脱|升井|获救)/y,
  },
  {
    name: 'serious',
    begins: '伤烧烫砸摔撞炸压',
    pattern: /[伤烧烫砸摔撞炸压]得(?:很|特别|比较|都)?(?:厉害|不轻|严重|重|惨|焦)/y,
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
  {
    name: 'ill',
    begins: '肚胃头腹喉嗓胸眼浑身嘴舌手',
    pattern:
      /(?:肚子?|胃|头|腹部?|喉咙?|嗓子|胸口|眼睛|浑身|身上|嘴巴?|舌头|手脚)[^，。；、\d]{0,3}(?:痛|疼|胀|痒|肿|烧|麻|难受|看不见|发黑|抽)/y,
  },
  {
    name: 'safe',
    begins: '救拉拽背抱接游爬跑逃钻',
    pattern:
      /(?<!没|没有|未|能)(?:救|拉|拽|背|抱|接|游|爬|跑|逃|钻)了?(?:上来|出来|回来|上岸|下来|出去|回去)/y,
  },
  {
    name: 'evacuated',
    begins: '转',
    pattern: /转(?:往|到|至|去|入)(?!医|院|市|省|ICU|重症|账|让|正)/y,
    isWeak: true,
  },
  {
    name: 'evacuated',
    begins: '接搬撤挪迁带领劝躲逃',
    pattern: /(?:接|搬|撤|挪|迁|带|领|劝|躲|逃)(?:走|离|出来?|(?:到|进|往|上|去)了?(?!期|底|货|账))/y,
    isWeak: true,
  },
  {
    name: 'evacuated',
    begins: '撤疏',
    pattern:
      /撤(?!销|回|诉|案|换|职|编|并|资|稿|侨|除|点|县|乡|镇|站|村|下架|店|柜|单|了职|访|军)|疏散(?!通道|楼梯|演练|标志|指示|口|出口)/y,
  },
  {
    name: 'evacuated',
    begins: '转',
    pattern: /转移(?!就业|支付|性|登记|财产|资金|劳动力|话题|视线|名下|产权|股权|培训|到名下|人口)/y,
  },
  {
    name: 'gathered',
    begins: '政县市区法信接派公教住人局委厅院售项指厂矿校学医小广路收工银大楼街马门',
    pattern:
      /(?:政府|县委|市委|区委|法院|信访局|信访办|接待室|派出所|公安局|教育局|教体局|住建局|人社局|[局委厅院]|售楼[部处]|售楼中心|项目部|指挥部|公司|厂里|厂区|[厂矿校]|学校|医院|小区|广场|路口|收费站|工地|银行|大门|楼下|街上|马路|门前)(?:大?门口?|门前|外面|外|大院|院里|台阶)?[^，。；\d]{0,6}(?:(?<![下上出回过])来[了的]|聚|站了|站满|站着|坐了|坐满|坐着|挤满|(?<!范|周|外)围(?=着|住|堵|攻|得|了|满|在)|涌|(?<!拥)堵(?!车|点|水|管|的|塞))/y,
    isWeak: true,
  },
]
