/**
 * What people choose when they must choose something: the cores of the passwords that leaks and inspections find
 * again and again, in letters only. A password counts as known when nothing but figures, signs and the usual
 * exchanges (`@` for `a`, `0` for `o` …) stands around one or two of these.
 */
const cores = `
password passwd passwords pass pwd word secret private login logon signin welcome letmein enter open access changeme
default temp temporary test testing tester demo guest user users username admin admins administrator root super
superuser superadmin supervisor manager master owner operator operators oper sys sysadmin system systems sysman
service server servers database oracle mysql postgres postgresql redis mongo mssql sqlserver tomcat weblogic apache
nginx jenkins docker github gitlab linux ubuntu centos debian windows win microsoft office outlook apple iphone
android google chrome facebook twitter instagram youtube amazon netflix adobe cisco huawei honor xiaomi oppo vivo
lenovo dell inspur sugon hikvision dahua uniview topsec venus sangfor qianxin nsfocus hillstone ruijie zte tenda
tplink mercury fiberhome alibaba aliyun tencent qcloud baidu weixin wechat weibo douyin taobao tmall jingdong jd
qq wangyi netease sina sohu qihoo kingsoft wps dingtalk dingding feishu zhihu bilibili unicom mobile telecom
chinamobile chinaunicom chinatelecom chinanet cmcc
qwerty qwert qwer qwe qwertyuiop qwertyui qwertyu asdf asdfg asdfgh asdfghjk asdfghjkl asd zxc zxcv zxcvb zxcvbn
zxcvbnm qaz qazwsx qazwsxedc wsx edc rfv wsxedc qweasd qweasdzxc asdzxc zaq xsw zaqxsw zaqwsx poiuy lkjhg mnbvc
qwaszx qawsed aqswde abc abcd abcde abcdef abcdefg abcdefgh abcabc abcxyz xyz aaa aaaa aaaaaa bbb ccc ddd xxx zzz
aabbcc aabb abab asdasd qweqwe zxczxc
iloveyou ilove loveyou love lover loveme lovely baby babygirl honey sweet sweety darling angel princess queen king
prince sunshine summer winter spring autumn monday friday january june july august september october november
december flower rainbow butterfly dragon tiger monkey panda lion wolf bear eagle shark kitty hello hellokitty hi
nihao happy lucky money dollar success freedom peace forever family friend friends mother father mama baba jesus
christ god heaven hunter killer ninja warrior soldier batman superman spiderman pokemon pikachu mario naruto
starwars matrix phoenix shadow ghost magic merlin thunder diamond golden silver purple orange yellow green black
white blue red football baseball basketball soccer hockey tennis golf liverpool arsenal chelsea barcelona madrid
michael jordan jackson michelle jessica jennifer daniel thomas robert william james charlie george joshua andrew
matthew anthony nicole ashley amanda maggie ginger buster cookie chocolate banana cheese pepper coffee computer
internet samsung nokia mustang ferrari porsche mercedes corvette harley trustno whatever nothing something
woaini woaiwo woaijia woshishui woshini aini ainiyisheng wodemima mima mimamima mimashi mimawangle nishishui
buzhidao wangjile suibian henhao tianya haha hahaha xixi hehe baobao baobei baobeiwoaini laopo laogong mami qinai
jiayou fighting gongxi facai gongxifacai pingan jiankang kuaile xingfu haoyun jixiang ruyi shunli dajidali
zhongguo china chinese beijing shanghai guangzhou shenzhen tianjin chongqing wuhan nanjing hangzhou chengdu xian
guangdong jiangsu zhejiang shandong henan hebei hunan hubei sichuan fujian anhui jiangxi yunnan guizhou gansu
shanxi shaanxi liaoning jilin heilongjiang hainan ningxia qinghai xinjiang xizang neimenggu guangxi
zhengfu zhengwu zhengfuban xianzheng xianwei shiwei quwei dangwei jiguan danwei bangongshi bangong xuanchuan
xuanchuanbu wangxin wangxinban yuqing yulun huiying huiyin xinfang jubao zhuren juzhang buzhang shuji mishu kezhang
guanliyuan guanli xitong xitongguanli yonghu shenji shenjiyuan anquan anquanyuan sanyuan dengbao chaojiguanliyuan
gov govcn govadmin admingov adminroot rootadmin adminuser admintest testuser testadmin useradmin sysroot
wang wangwei li liwei zhang zhangwei zhangsan lisi wangwu zhaoliu liu chen yang huang zhao wu zhou xu sun ma zhu hu
guo he lin luo gao zheng liang xie tang han cao deng xiao feng zeng cheng cai peng pan yuan dong yu su ye lv wei
jiang tian du ding shen ren fan lei
`
  .trim()
  .split(/\s+/)

const known = new Set(cores)

const exchanged: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'l',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

/** Letters alone; and the same with figures and signs read as the letters they stand in for. */
function readings(password: string): string[] {
  const lower = password.normalize('NFKC').toLowerCase()
  const core = lower.replace(/^[^a-z@$]+|[^a-z]+$/g, '')
  const spelled = [...core].map((letter) => exchanged[letter] ?? letter).join('')
  return [lower, core, spelled].map((text) => text.replace(/[^a-z]/g, ''))
}

const isTwoOf = (letters: string): boolean => {
  for (let at = 2; at <= letters.length - 2; at += 1)
    if (known.has(letters.slice(0, at)) && known.has(letters.slice(at))) return true
  return false
}

/** Whether a guesser's first list holds this password, in one of its usual disguises. */
export function isCommonPassword(password: string): boolean {
  // A word of another script is not what the lists hold.
  if (/[^\u0020-\u007e]/.test(password.normalize('NFKC'))) return false
  return readings(password).some((letters) => letters.length === 0 || known.has(letters) || isTwoOf(letters))
}
