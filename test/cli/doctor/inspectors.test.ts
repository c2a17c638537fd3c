import { expect, test } from 'vitest'
import { inspectorOf } from '../../../src/cli/doctor/certificate.ts'

test.each([
  ['C=US\nL=San Francisco\nO=Example\nCN=Example CA', null],
  ['CN=Password Reset CA', null],
  ['L=Cisco\nCN=Example CA', null],
  ['O=Cisco\nCN=Cisco Umbrella Root CA', 'Cisco Umbrella'],
  ['OU=ESET, spol. s r. o.\nCN=SSL Filter CA', 'ESET'],
  ['O=Fortinet\nCN=Fortinet_CA_SSL', 'Fortinet'],
])('the product behind %j is %j', (issuer, product) => {
  expect(inspectorOf(issuer)).toBe(product)
})
