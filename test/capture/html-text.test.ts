import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../src/capture/html-text.ts'

describe('text of HTML', () => {
  it.each([
    ['<p>Hello <b>World</b></p>', 'Hello World'],
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['<div>one</div>\n<div>  two\n three </div>', 'one\ntwo three'],
    ['<ul><li>one<li>two</ul>', '• one\n• two'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['a &amp; b &lt;c&gt; &#233;&#xE9; &euro; &nosuch; &auml', 'a & b <c> éé € &nosuch; ä'],
    ['Hello&nbsp;World', 'Hello World'],
    ['<style>p { color: red }</style><script>alert("<p>no</p>")</script>yes', 'yes'],
    ['<title>no</title>yes<!-- no --><!doctype html><?xml no?>', 'yes'],
    ['<!-- <p>no</p>', ''],
    ['1 < 2 and <3', '1 < 2 and <3'],
    ['<a title="a > b" href=x>yes</a>', 'yes'],
    ["it's <b class=x'y>fine</b>", "it's fine"],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['<img src=x alt="A cat"> sits', 'A cat sits'],
    ['&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
    ['<SCRIPT>no</sCript >yes', 'yes'],
    ['<p>cut off in <a href="x', 'cut off in'],
  ])('%j reads %j', async (html, text) => {
    expect(await htmlToText(html)).toBe(text)
  })

  it('takes any string and never makes it longer than its list marks do', async () => {
    return fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom('<', '>', '/', '"', '=', ' ', 'a', '!--', '-->', 'li', 'script', '&', '#1;', '\n'),
        ),
        async (parts) => {
          const html = parts.join('')
          expect((await htmlToText(html)).length).toBeLessThanOrEqual(3 * html.length)
        },
      ),
    )
  })
})
