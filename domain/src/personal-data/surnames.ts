/** Surnames that begin names in practice: the common single ones and the compound ones still in use. */
const common =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const rarer =
  '温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由'
const compoundSurnames =
  '欧阳 上官 皇甫 令狐 诸葛 司徒 司马 夏侯 端木 尉迟 长孙 公孙 慕容 宇文 东方 独孤 南宫 西门 轩辕 闻人 澹台 钟离 百里 呼延 万俟 申屠 太史'.split(
    ' ',
  )

/** Surnames that are far more often another word: counted only where a name must stand. */
const functional =
  '云公来和车项展全普容信但由用都相应於位那时当强要居楼官房水路边商平单支费权党卫国文明乐方古简管查解连关成安向于任何时农麻资茅仇'

const commonSet = new Set(common)
const functionalSet = new Set(functional)
const allSet = new Set(common + rarer)

const setOf = { all: allSet, common: commonSet }

/** Length of the surname `text` begins with: 0, 1 or 2. `common` is the hundred that most people bear. */
export function surnameLength(text: string, which: 'all' | 'common' = 'all'): 0 | 1 | 2 {
  if (compoundSurnames.includes(text.slice(0, 2))) return 2
  return setOf[which].has(text[0] ?? '') ? 1 : 0
}

/** The first character is a surname only on paper: 市民云平台, 司机和车主. */
export const isMostlyWord = (text: string): boolean =>
  functionalSet.has(text[0] ?? '') && !commonSet.has(text[0] ?? '')

/** Words that begin with a character that is a surname too: after 居民 or 业主 they are no names. */
const words =
  '高度 高层 高温 高空 高速 高价 高峰 高中 高考 高额 高兴 高新 高铁 高压 高龄 高等 高级 高标 高质 安全 安排 安置 安装 安静 安心 安居 方便 方面 方案 方式 方法 方向 方才 何时 何况 何必 何人 何处 何种 何为 于是 于此 任何 任意 任由 任凭 任务 任职 钱款 温度 温馨 温泉 万元 万一 万达 万人 万分 严重 严格 严禁 严厉 毛病 黄色 黄牛 白天 白色 白跑 白白 马上 马路 马桶 牛奶 金额 金融 金属 石头 石材 石油 田地 田里 江边 车主 车位 车辆 车子 宁愿 宁可 应该 应当 应急 查处 查看 查询 项目 季度 单位 单元 单独 都是 经常 段时 龙头 谢谢 简单 明确 明显 明年 明天 时候 时间 时常 时有 费用 古树 包括 包工 包车 左右 支付 支持 平时 平均 平安 顾客 顾不 陆续 付款 付费 付出 党员 党委 党组 党支 尤其 甘愿 尚未 房屋 房子 房东 房产 房租 文件 文化 文明 洪水 卫生 杜绝 游客 游玩 管理 管道 管网 商户 商场 商量 商家 符合 终于 居民 居住 居委 满意 计划 成立 成为 成功 成绩 连续 连夜 连接 连带 关于 关注 关心 关系 关闭 关键 全部 全体 全家 全县 全村 和我 和你 和他 和家 和物 常年 常住 常常 常务 利用 利益 利息 国家 国道 强烈 强行 强制 强拆 信访 信任 信息 相关 相信 相互 初步 初中 来电 来访 来信 来自 来到 由于 公司 公安 公示 公共 公开 公里 公交 公积 公告 幸福 普遍 普通 容易 花费 花园 区分 海鲜 位于 位置 原来 原因 原本 原有 南面 南侧 南边 师傅 师生 边上 边界 解决 解释 解除 司机 司法 农村 农业 农民 农田 古镇 吉利 项下 麦子 祖祖 井盖 富人 智能 展开 银行 玉米 诺言 印象 宿舍 那么 那个 那天 那些 但是 居高 干部 干活 干扰 干净 修路 修建 修理 修缮 元旦 束手 信号 水费 向有 向政 向物 向社 向开 向我 向他 向领 向贵 向您 向县 向镇 向村 向相 向居 向其 向法 向公 向警 向派 曾经 曾多 曾向 曾在 曾于 许多 许可 许久 周边 周围 周末 周一 周二 周三 周四 周五 周六 周日 林地 林木 林业 郑重 夏季 夏天 秦岭 江水 江苏 江西 石子 史上 康复 康养 施工 施行 易燃 易发 章程 申请 申诉 申报 欧洲 兰花 左侧 左边 宁静 纪委 纪律 季节 盛夏 游泳 华丽 蓝色 路上 路边 路面 路灯 路口 路段 辛苦 管控 房款 屈辱 饶了 阳台 阳光 时时 时至 农户 简直 车费 车上 车库 项链 连年 连连 景区 宫殿 费心 冷气 冷水 席位 全程 应予 商铺 沙子 荣获 师德 池塘 查实 查明 麻烦 迟迟 迟到 官方 官员 封路 封闭 封控 谈话 谈到 乐意 班级 储存 楼上 楼下 楼道 楼顶 楼房 盘点 满足 厉害 权益 权利 井水 索要 索赔 云云 敬请 敬爱 都没 都不 都在 都有 都说 支部 支队 强调 明知 明明 曲折 欧元 毕业 毕竟 单价 连同 商品 商业 商贩 来说 来讲 相当 相应 平方 平台 高达 范围 段落 程序 程度 邓小 唐突 余额 余款 叶子 钟头 金秋 石板 付清 方可 方能 白条 龙门 武装 汤水 张贴 张口 张罗 张开 张嘴 王法 李子 陈述 陈旧 陈年 杨树 黄河 黄昏 吴语 徐徐 孙子 孙女 马虎 朱红 胡乱 胡同 胡说 罗列 梁柱 宋代 韩国 曹操 彭湃 肖像 董事 袁大 蒋介 杜鹃 苏醒 魏晋 丁点 任性 沈淀 姜汤 崔促 谭水 陆地 汪汪 范例'.split(
    ' ',
  )
const wordSet = new Set(words)

/** `text` begins with an everyday word and not with a name. */
export const beginsWithWord = (text: string): boolean => wordSet.has(text.slice(0, 2))
