import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const accused = (text: string) => analyzer.analyze({ text }).accused

/** Bodies by the names people use, old ones among them; UNIT in the sentences below. */
const bodies = [
  ['住建局', 'zhujian'],
  ['国土局', 'ziran'],
  ['教体局', 'jiaoyu'],
  ['民政局', 'minzheng'],
  ['派出所', 'gongan'],
  ['城管', 'chengguan'],
  ['工商所', 'shichang'],
  ['人社局', 'renshe'],
] as const

/** Misconduct and crime as people write of it, with the office words and without. */
const accusations = [
  '实名举报UNIT局长贪污受贿',
  'UNIT的领导收黑钱办事',
  'UNIT有人吃回扣，材料我都有',
  'UNIT工作人员向我索要两万元才给办手续',
  '不给UNIT的人塞红包就不给批',
  'UNIT和开发商穿一条裤子',
  'UNIT科长把工程都给了自己的亲戚',
  'UNIT有人把扶贫款装进了自己的腰包',
  'UNIT虚报人数骗取国家补贴',
  '控告UNIT滥用职权强拆我家房子',
  'UNIT执法人员当街打人',
  'UNIT队员把我父亲打进了医院',
  '局里的工程全被UNIT局长的小舅子包了',
  'UNIT干部上班时间打麻将，公车私用',
  'UNIT某领导包养情妇，生活糜烂',
  'UNIT招聘早就内定了，全是萝卜岗',
  'UNIT公职人员违规经商办企业',
  'UNIT给违建当保护伞',
  'UNIT收了老板的钱，对偷排睁一只眼闭一只眼',
  'UNIT私自把集体的地卖了',
  'UNIT有人伪造签名领走了补偿款',
  'UNIT做假账，专项资金去向不明',
  'UNIT的人知法犯法',
  'UNIT办案人员刑讯逼供',
  'UNIT领导的儿子不上班白拿工资',
  '请纪委查一查UNIT局长的财产来源',
  'UNIT把我的举报信转给了被举报人',
  'UNIT泄露举报人的信息',
  '我反映问题之后UNIT对我打击报复',
  'UNIT罚款不开票，钱进了私人口袋',
  'UNIT乱罚款，不给票据',
  'UNIT公款旅游，大吃大喝',
  'UNIT有人跟黑社会勾结',
  'UNIT设小金库，私分公款',
  'UNIT领导任人唯亲，买官卖官',
  'UNIT和法院官官相护',
  'UNIT枉法裁决，颠倒黑白',
  'UNIT执法犯法',
  'UNIT副局长酒驾找人顶包',
  'UNIT主任参与赌博、嫖娼',
  'UNIT暗中给企业通风报信',
  'UNIT的招标早就内定，评标走过场',
  'UNIT把低保给了干部的亲戚，全是人情保',
  'UNIT截留惠民资金',
  'UNIT挪用专项资金盖办公楼',
  '我要向纪委反映UNIT有关人员的违纪违法问题',
  'UNIT把我关了一夜，非法扣押身份证',
  'UNIT与中标公司存在利益输送',
  'UNIT负责人中饱私囊',
  'UNIT干部横行霸道，鱼肉百姓',
  'UNIT的人办事要烟要酒',
  '检举信：关于UNIT违法问题的材料',
  'UNIT徇私舞弊，该给我的没给我',
  'UNIT出具虚假证明，帮开发商骗贷',
  'UNIT领导以权压人，威胁我撤诉',
  'UNIT暴力执法，砸了我的摊子',
  'UNIT人员冒名顶替领取补助',
  'UNIT不给钱就不办事，明码标价',
  '揭发UNIT内部的黑幕',
  'UNIT违规给关系户办证',
]

/** Bad service and ordinary matters: whoever is complained of must see it to answer it. */
const complaints = [
  'UNIT不作为，打了多少次电话都没人来',
  'UNIT态度太差，报修三次没有下文',
  'UNIT一直不回复，踢皮球',
  '已经向UNIT举报过隔壁饭店油烟扰民，没有结果',
  '我要举报一家培训机构跑路，请UNIT处理',
  '有人在小区门口打架，UNIT来了以后才散',
  '请UNIT查处无证经营的黑诊所',
  'UNIT说材料不全，让我跑了四趟',
  '希望UNIT尽快解决停水问题',
  'UNIT门口的红绿灯坏了',
  '老板拖欠工资，已到UNIT投诉',
  '楼下商户私自占用消防通道，UNIT也知道',
  'UNIT办事效率太低，排队两个小时',
  '咨询UNIT办证需要什么材料',
  '开发商弄虚作假，UNIT让我们等通知',
  '物业乱收费，多次反映到UNIT未果',
  '感谢UNIT的工作人员，帮我找回了钱包',
  '尊敬的UNIT领导您好，我想反映噪音扰民',
  '邻居违法搭建，UNIT至今没有拆除',
  '表扬UNIT窗口的小王，热情周到',
]

const written = (templates: readonly string[]) =>
  templates.flatMap((template, row) =>
    [0, 3].map((step) => {
      const [name, code] = bodies[(row + step) % bodies.length] as (typeof bodies)[number]
      return { text: `各位网友评评理。${template.replaceAll('UNIT', name)}，老百姓怎么办？`, code }
    }),
  )

test('of accusations in sixty wordings, every one is found', () => {
  const missed = written(accusations).filter(({ text, code }) => !accused(text).includes(code))
  expect(missed.map(({ text }) => text)).toEqual([])
})

test('of complaints about bad service in twenty wordings, at most one in twenty hides the body from itself', () => {
  const all = written(complaints)
  const wrong = all.filter(({ text, code }) => accused(text).includes(code))
  expect(wrong.length / all.length, wrong.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(0.05)
})

/** Told without the words of the law, as most people tell it: private gain and force in the plainest terms. */
const toldPlainly: readonly (readonly [code: string, text: string])[] = [
  ['shuili', '水利局某股长在河道采砂项目里参股，开着豪车上班，请上级彻查'],
  ['weijian', '卫健局领导把疫情物资拿回家分了'],
  ['jiaotong', '交通局路政人员半路拦车，交五百块现金就放行，没有任何票据'],
  ['jiaoyu', '教育局分管副局长每年中考都往重点班塞人，一个名额八万'],
  ['minzheng', '死了三年的人还在领低保，钱是民政局的人领的'],
  ['linye', '林业局站长带头盗伐林木，卖给木材厂'],
  ['gongan', '派出所教导员跟那个赌场老板称兄道弟，一举报他们就提前收摊'],
  ['chengguan', '城管队长每月向摊主收两百块保护费'],
  ['zhujian', '住建局质监站验收从不到现场，请吃一顿饭就盖章'],
  ['ziran', '一百亩基本农田怎么变成别墅的？自然资源局的批文是花钱买的'],
  ['shichang', '市监局执法队查到问题就私了，给钱不立案'],
  ['shuiwu-tax', '税务局专管员逢年过节上门要购物卡'],
  ['renshe', '人社局考试中心把题卖给了培训班'],
  ['nongye', '农业局农机补贴，同一台机器报了三次，钱被几个人分了'],
  ['fayuan', '法院执行局法官收了对方当事人的烟酒，拖着不执行我的案子'],
  ['xiangcun', '扶贫办弄了一堆假贫困户应付检查，真贫困户一分没有'],
  ['shengtai', '环保局每次来查之前厂里都能提前知道，肯定有内鬼'],
  ['caizheng', '财政局局长老婆开的公司包揽了全县办公用品采购'],
  ['gongdian', '供电所所长私自倒卖变压器'],
  ['wenlv', '文旅局办活动一顿饭吃了六万，发票开成会议费'],
  ['yingji', '应急局收了矿上的干股，矿难瞒报'],
  ['jiedao', '街道办书记威逼老人在拆迁协议上按手印'],
  ['xinfang', '信访局的人把我从北京押回来关在宾馆十天'],
  ['canlian', '残联工作人员自己办了假残疾证领钱'],
  ['xiaofang', '消防大队指定买他亲戚店里的灭火器，不买就不给验收'],
  ['jiaojing', '交警收钱帮人消分，一分一百五'],
  ['gongshui', '自来水公司经理把工程分成几块躲过招标，全给了他弟弟'],
  ['yuanlin', '园林局采购一棵树报价三万，市场上才三千'],
  ['shenji', '审计局审来审去都是走过场，跟被审单位一起游山玩水'],
  ['zhengshou', '征收办把没房子的人也算了拆迁户，多领了上百万'],
  ['shuili', '水务局河道科的人跟沙老板五五分账，夜里放行运沙船'],
  ['ziran', '规划局经办人明说，想改容积率先准备二十个'],
  ['jiaoyu', '教育局把学校食堂交给局长表弟经营，孩子吃的全是预制菜'],
  ['gongan', '派出所所长的车是洗浴中心老板送的'],
  ['zhujian', '房管局窗口后门卖号，三百一个'],
  ['shichang', '质监局抽检合格报告是可以买的，行内人都知道'],
  ['weijian', '卫生院院长让护士虚开药方套医保'],
  ['yibao', '医保局默许医院挂床住院，年底一起分红'],
  ['chengguan', '城管局没收的东西第二天出现在队员亲戚的店里'],
  ['jiaotong', '运管所放着黑车不抓，黑车司机每月上供'],
  ['gongshui', '供水公司领导开会说谁上网发帖就停谁家水'],
  ['minzheng', '民政局养老院的护理费被人冒领三年'],
  ['renshe', '就业局培训班没人上课，名单全是编的，补贴照领'],
  ['xiangcun', '乡村振兴局的项目验收单是在办公室里填的，鸡苗一只都没发'],
  ['caizheng', '财政局股长炒股用的是公家账户'],
  ['xiaofang', '消防验收员暗示找指定中介，八千块包过'],
  ['ranqi', '燃气公司安装队加收五百，不给就说管道不合格'],
  ['huanwei', '环卫局工资册上有四十个名字，扫街的只有二十来个'],
  ['zhengshou', '拆迁办夜里带一帮社会青年砸门断电'],
  ['sifa', '司法所所长给对方当事人支招，调解书写得一边倒'],
  ['jiaojing', '交警大队事故科改了我的责任认定，听说对方请他们洗了脚'],
  ['wenlv', '文化局把非遗补助发给了局里人的丈母娘'],
  ['chengguan', '城管中队中队长儿子结婚收了全街商户的份子钱'],
  ['jiedao', '社区主任把救灾棉被发给自己七大姑八大姨'],
  ['zhujian', '向县纪委反映住建局招投标办公室主任与某建筑公司长期不正当往来'],
  ['gongan', '公安局办案民警收受对方家属财物，把轻伤鉴定改成轻微伤'],
  ['jiaoyu', '教育局人事股在教师选调中弄虚作假，有关系的直接进城'],
  ['weijian', '卫健局药械采购中领导拿提成，药价比外面贵三倍'],
  ['linye', '举报林业局违规发放采伐证，背后有利益关系'],
  ['nongye', '农业农村局大棚项目虚报面积，套走补贴两百万'],
  ['chengguan', '城管局协管员天天到我店里白吃白喝，不给就没收东西'],
  ['renshe', '人社局领导女儿没参加考试就进了事业单位'],
  ['shuili', '水利局工程款被层层克扣，到施工队手里只剩六成'],
  ['ziran', '自然资源局违法批地，把村里的水田批给了领导亲戚盖厂房'],
  ['shichang', '市场监管局执法人员跟超市老板吃喝，检查前先打电话'],
  ['jiaotong', '交通局局长家的渣土车从来不查，别人的车天天罚'],
  ['minzheng', '民政局婚姻登记员借代办照相收黑心钱，私下分成'],
  ['fayuan', '法院法官和对方律师是同学，吃饭喝酒后判我败诉'],
  ['shuiwu-tax', '税务局稽查人员以查账为名要企业赞助'],
  ['xiaofang', '消防大队参谋收受红包，不合格也给过'],
  ['gongdian', '供电局所长侵占农网改造的旧电缆卖废铁'],
  ['xinfang', '信访局把我的材料直接转给了我反映的那个人'],
  ['caizheng', '财政局会计把低保户的钱打到自己卡上'],
  ['gongan', '派出所副所长酒后开警车撞人，到现在没有处理'],
]

test('of accusations told plainly at least four in five are found', () => {
  const missed = toldPlainly.filter(([code, text]) => !accused(`${text}。`).includes(code))
  expect(
    1 - missed.length / toldPlainly.length,
    missed.map(([, text]) => text).join('\n'),
  ).toBeGreaterThanOrEqual(0.8)
})

test('who is asked to look into it is not accused, whose name follows the verb is', () => {
  expect(accused('请纪委严查贪污。')).toEqual([])
  expect(accused('请纪委严查国土局的贪污问题。')).toEqual(['ziran'])
  expect(accused('我已向纪委反映城管有关人员违纪违法。')).toEqual(['chengguan'])
})
