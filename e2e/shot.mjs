import { chromium } from 'playwright-core'
const base='http://127.0.0.1:8937', link=process.argv[2]
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']})
const ctx=await b.newContext({viewport:{width:1440,height:900}})
const p=await ctx.newPage()
p.on('console',m=>m.type()==='error'&&console.log('console',m.text()))
p.on('pageerror',e=>console.log('pageerror',e.message))
const shot=n=>p.screenshot({path:`/tmp/w/shot-${n}.png`})
if (link.includes('/sign-in/')){ await p.goto(link); await p.waitForTimeout(800)
const pw=await p.locator('input[type=password]').all(); for(const i of pw) await i.fill('Correct horse 电池 42'); await p.keyboard.press('Enter'); await p.waitForTimeout(2500)
await ctx.storageState({path:'/tmp/w/rules.state.json'})}
console.log(p.url())
await p.goto(base+'/subjects'); await p.waitForTimeout(1500); await shot('1-empty')
await p.goto(base+'/subjects/new'); await p.waitForTimeout(1000)
await p.fill('#subject-name','供水中断'); await p.fill('#subject-rule','停水、（断水 NOT 通知'); await p.waitForTimeout(500); await shot('2-broken')
await p.fill('#subject-rule','停水、断水 NOT 通知'); await p.waitForTimeout(300)
await p.click('text=试运行 >> nth=0'); await p.getByRole('button',{name:'试运行'}).click().catch(()=>{}); await p.waitForTimeout(2500); await shot('3-dryrun')
await p.locator('button[type=submit]').click(); await p.waitForTimeout(1500); 
if(p.url().endsWith('/new')){ console.log('second press', await p.locator('button[type=submit]').innerText()); await p.locator('button[type=submit]').click(); await p.waitForTimeout(1500)}
console.log(p.url()); await p.waitForTimeout(4000); await shot('4-saved')
await p.goto(base+'/subjects'); await p.waitForTimeout(1500); await shot('5-list')
await p.click('text=信息流 >> nth=-1'); await p.waitForTimeout(2000); console.log(p.url()); await shot('6-feed')
await b.close()
