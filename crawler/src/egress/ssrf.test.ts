import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { addressRule, guardedLookup, type Lookup } from '@huiyin/domain/address-rule'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type LoopbackSite, openLoopbackSite } from '../testing/loopback-site.js'
import { openEgress } from './egress.js'
import { FetchError } from './fetch-error.js'

/**
 * Server-side request forgery: no spelling of an inner address is reached, directly or by a redirect, when no range
 * is allowed. A canary server stands on loopback, on IPv4 and, where the machine has it, IPv6: it must hear nothing.
 */
const closed = { userAgent: 'Huiyin/0.1 (+test)', allowedNetworks: [], minHostDelayMs: 0, loopbackDelayMs: 0 }
/** Reaches the redirecting site only; its own address is allowed, nothing else of loopback is. */
const redirecting = { ...closed, allowedNetworks: ['127.0.0.1/32'] }

/** Politeness between two requests is tested elsewhere. */
const atOnce = { wait: async () => {} }

let canary: Server
let port: number
let hits: string[] = []
let site: LoopbackSite

beforeAll(async () => {
  canary = createServer((request, response) => {
    hits.push(`${request.headers.host}${request.url}`)
    response.end('secret')
  })
  // Every address of this machine: 127.0.0.1, its others in 127/8, ::1 and what the network card has.
  await new Promise<void>((resolve) =>
    canary.listen(0, '::', resolve).once('error', () => canary.listen(0, '0.0.0.0', resolve)),
  )
  port = (canary.address() as AddressInfo).port
  site = await openLoopbackSite()
})
afterAll(async () => {
  canary.closeAllConnections()
  canary.close()
  await site.close()
})
beforeEach(() => {
  hits = []
})

/** The same machine in as many ways as resolvers, URL parsers and networks know; `P` is the canary's port. */
const loopback = [
  'http://127.0.0.1:P/',
  'http://127.0.0.1.:P/',
  'http://127.1:P/',
  'http://127.0.1:P/',
  'http://2130706433:P/',
  'http://017700000001:P/',
  'http://0x7f000001:P/',
  'http://0x7F.0.0.1:P/',
  'http://0x7f.1:P/',
  'http://0177.0.0.01:P/',
  'http://0177.1:P/',
  'http://127.0.0.01:P/',
  'http://127.000.000.001:P/',
  'http://127.127.127.127:P/',
  'http://127.255.255.254:P/',
  'http://0.0.0.0:P/',
  'http://0:P/',
  'http://0x0:P/',
  'http://00000000:P/',
  'http://localhost:P/',
  'http://LOCALHOST:P/',
  'http://localhost.:P/',
  'http://[::1]:P/',
  'http://[0:0:0:0:0:0:0:1]:P/',
  'http://[0000::0001]:P/',
  'http://[::]:P/',
  'http://[::ffff:127.0.0.1]:P/',
  'http://[::ffff:7f00:1]:P/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]:P/',
  'http://[::127.0.0.1]:P/',
  'http://[::7f00:1]:P/',
  'http://[64:ff9b::127.0.0.1]:P/',
  'http://[64:ff9b::7f00:1]:P/',
  'http://[64:ff9b:1::7f00:1]:P/',
  'http://[2002:7f00:1::]:P/',
  'http://[::ffff:0:127.0.0.1]:P/',
  'http://１２７.０.０.１:P/',
  'http://①②⑦.⓪.⓪.①:P/',
  'http://127。0。0。1:P/',
  'http://127．0．0．1:P/',
  'http://%31%32%37.0.0.1:P/',
  'http://127%2e0%2e0%2e1:P/',
  'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:P/',
  'http://example.com@127.0.0.1:P/',
  'http://example.com:80@127.0.0.1:P/',
  'http://user:pass@localhost:P/',
  'http://127.0.0.1:P\\@example.com/',
  'http://127.0.0.1:P/#@example.com/',
  'http:\\\\127.0.0.1:P/',
  'http:127.0.0.1:P/',
  'http:///127.0.0.1:P/',
  ' http://127.0.0.1:P/ ',
  'ht\ntp://127.0.0.1:P/',
  'HTTP://127.0.0.1:P/',
]

/** Inner networks and the addresses clouds keep their keys at. */
const inner = [
  'http://10.0.0.1/',
  'http://10.255.255.255/',
  'http://172.16.0.1/',
  'http://172.31.255.254/',
  'http://192.168.0.1/',
  'http://192.168.1/',
  'http://3232235521/',
  'http://0xc0a80001/',
  'http://0300.0250.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[fd00:ec2::254]/',
  'http://100.100.100.200/',
  'http://100.64.0.1/',
  'http://192.0.0.192/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[ff02::1]/',
  'http://[fec0::1]/',
  'http://[2001:db8::1]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:a9fe:a9fe::]/',
  'http://[2001:0:a9fe:a9fe::]/',
]

const spelled = (template: string) => template.replace('P', String(port))

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error === null) return 'fetched'
  return error instanceof FetchError ? error.code : `not said in our words: ${String(error)}`
}

test('the suite knows at least sixty spellings, and the canary does sing', async () => {
  expect(loopback.length + inner.length).toBeGreaterThanOrEqual(60)
  const open = openEgress({ ...closed, allowedNetworks: ['127.0.0.0/8'] }, atOnce)
  expect((await open.get(`http://127.0.0.1:${port}/`)).bytes.toString()).toBe('secret')
  await open.close()
  expect(hits.length).toBeGreaterThan(0)
})

test('no spelling of this machine or an inner network is reached directly', async () => {
  const egress = openEgress(closed, atOnce)
  const reached: string[] = []
  for (const template of [...loopback, ...inner]) {
    const code = await codeOf(egress.get(spelled(template)))
    // `dns` and `refused` mean that something was tried: only for names no resolver knows may that be.
    if (!['address', 'dns'].includes(code)) reached.push(`${template} ${code}`)
  }
  await egress.close()
  expect(reached).toEqual([])
  expect(hits).toEqual([])
})

test('none is reached by a redirect of a site that may be read', async () => {
  const egress = openEgress(redirecting, atOnce)
  const elsewhere = [...loopback, ...inner].filter((template) => {
    const url = URL.canParse(spelled(template)) ? new URL(spelled(template)) : null
    // The one address that is allowed here is that of the redirecting site itself.
    return url !== null && !['127.0.0.1', 'localhost', 'localhost.', '[::ffff:7f00:1]'].includes(url.hostname)
  })
  expect(elsewhere.length).toBeGreaterThan(40)
  for (const [index, template] of elsewhere.entries()) {
    const path = `/hop-${index}`
    site.pages.set(path, { status: 302, headers: { location: spelled(template).trim() } })
    const code = await codeOf(egress.get(site.url(path)))
    expect([template, ['address', 'dns'].includes(code) ? 'refused' : code]).toEqual([template, 'refused'])
  }
  await egress.close()
  expect(hits).toEqual([])
})

test('the machine’s own addresses on its network are inner as well', async () => {
  const isAllowed = addressRule([])
  const own = Object.values(networkInterfaces()).flatMap((cards) => cards ?? [])
  expect(own.length).toBeGreaterThan(0)
  for (const { address, family } of own)
    if (family === 'IPv4' && /^(?:10|127|172\.(?:1[6-9]|2\d|3[01])|192\.168)\./.test(address))
      expect([address, isAllowed(address)]).toEqual([address, false])
})

/** A resolver that answers what a hostile name server would, one answer a question, the last one for good. */
const resolver = (answers: readonly (readonly string[])[]) => {
  let asked = 0
  const resolve = ((_host: string, _options: object, callback: (e: null, a: object[]) => void) => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    callback(
      null,
      answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as unknown as Lookup
  return { resolve, asked: () => asked }
}

const connectTo = (resolve: Lookup) =>
  new Promise<string>((done) =>
    guardedLookup(addressRule([]), resolve)('flip.example', { all: true }, (error, addresses) =>
      done(error ? error.name : JSON.stringify(addresses)),
    ),
  )

test.each([['127.0.0.1'], ['10.1.2.3'], ['169.254.169.254'], ['::1'], ['::ffff:10.0.0.1'], ['fd00::1']])(
  'a name that resolves to %s connects nowhere',
  async (address) => {
    expect(await connectTo(resolver([[address]]).resolve)).toBe('AddressRefused')
  },
)

test('a name with one public and one inner address connects to the public one only', async () => {
  expect(await connectTo(resolver([['127.0.0.1', '93.184.215.14', '::1']]).resolve)).toBe(
    '[{"address":"93.184.215.14","family":4}]',
  )
})

test('a name that flips between two answers is asked once, and what was checked is what is connected to', async () => {
  const flip = resolver([['93.184.215.14'], ['127.0.0.1']])
  expect(await connectTo(flip.resolve)).toContain('93.184.215.14')
  expect(flip.asked()).toBe(1)
  expect(await connectTo(flip.resolve)).toBe('AddressRefused')
})
