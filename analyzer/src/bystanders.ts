/** Whose figure stands beside a fate, and who came to no harm by it: asked by tell-fates.ts. */

/** Who came to help is none of those moved, gathered or hurt. */
export const helpers =
  /^(?:[^，。；、]{0,4})(?:官兵|民兵|消防员|消防指战员|指战员|警力|民警|辅警|医护|医务|志愿者|救援人员|救援队员|专家|干部|搜救|抢险|驻守|出动|增援|参与)/

/** 车上共有乘客143名, 车上一共坐了22人, 执勤民警三百五十人: who was there, told without what became of them. */
export const present =
  /(?:共|约|现|原)?(?:有|载|接待|出动|投入|调集|派出|涌入)[^，。；\d]{0,3}(?:[学师中小]生|员工|职工|乘客|旅客|乘务|机组|工人|矿工|村民|居民|观众|游客|观灯|住户|选手|人口|队员|人员|力量|专家)[^，。；\d]{0,4}$|(?:[车船机艇]上|[车船舱]里)[^，。；\d]{0,8}[坐载搭乘挤装][着了有]?[^，。；\d]{0,3}$|(?:赴宴|就餐|用餐|聚餐|参加|参演|到场|在场|当班|值班|在册|在校|在园|在院|入住|常住)[^，。；\d]{0,6}$|(?:民警|警力|保安|官兵|武警|医护|志愿者|消防员|指战员|救援队|特警|警察)[^，。；\d]{0,5}$/

/** 伤员被送往医院: some of them, and not all who were there. */
export const sufferers = /^(?:伤员|伤者|死者|死伤者|遇难者|逝者|患者|病人|病例)/

/** 卷走了两百多名老人的养老钱: nobody is carried off. */
export const theirMoney = /^[^，。；、的]{0,4}的[^，。；、]{0,3}(?:钱|款|本金|积蓄|存折|工资)/

/** 死者的几十个亲友: those who live on. */
export const mourners = /^的?(?:亲友|家属|亲属|家人|亲人|亲戚|同乡|邻居|同事|代表)/
