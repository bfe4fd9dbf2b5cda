// TODO(now): replaced by generated accessors
struct Raw {
  var m: [[UInt64]]
  var seg = 0, data = 0, dw = 0, pw = 0
  init(bytes: [UInt8]) {
    func u32(_ i: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[i + $1]) << (8 * $1) } }
    let n = u32(0) + 1
    var off = (4 + 4 * n + 7) / 8 * 8
    m = []
    for s in 0..<n {
      let c = u32(4 + 4 * s)
      m.append((0..<c).map { w in (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[off + w * 8 + $1]) << (8 * UInt64($1)) } })
      off += c * 8
    }
    self = at(0, 0)!
  }
  private func resolve(_ s: Int, _ w: Int) -> (Int, Int, UInt64)? {
    let p = m[s][w]
    if p == 0 { return nil }
    if p & 3 == 2 {
      let ts = Int(p >> 32), tw = Int((p & 0xffff_ffff) >> 3)
      if p & 4 == 0 { return resolve(ts, tw) }
      let f = m[ts][tw]
      return (Int(f >> 32), Int((f & 0xffff_ffff) >> 3), m[ts][tw + 1])
    }
    let off = Int(Int32(truncatingIfNeeded: p)) >> 2
    return (s, w + 1 + off, p)
  }
  private func at(_ s: Int, _ w: Int) -> Raw? {
    guard let (ts, tw, p) = resolve(s, w), p & 3 == 0 else { return nil }
    var r = self
    r.seg = ts; r.data = tw; r.dw = Int(p >> 32 & 0xffff); r.pw = Int(p >> 48)
    return r
  }
  func u64(_ i: Int) -> UInt64 { i < dw ? m[seg][data + i] : 0 }
  func u32(_ i: Int) -> UInt32 { UInt32(truncatingIfNeeded: u64(i / 2) >> (32 * UInt64(i % 2))) }
  func u16(_ i: Int) -> UInt16 { UInt16(truncatingIfNeeded: u64(i / 4) >> (16 * UInt64(i % 4))) }
  func u8(_ i: Int) -> UInt8 { UInt8(truncatingIfNeeded: u64(i / 8) >> (8 * UInt64(i % 8))) }
  func bit(_ i: Int) -> Bool { u64(i / 64) >> UInt64(i % 64) & 1 == 1 }
  func structure(_ i: Int) -> Raw { (i < pw ? at(seg, data + dw + i) : nil) ?? { var r = self; r.dw = 0; r.pw = 0; return r }() }
  func list(_ i: Int) -> [Raw] {
    guard i < pw, let (s, w, p) = resolve(seg, data + dw + i), p & 3 == 1, p >> 32 & 7 == 7 else { return [] }
    let tag = m[s][w]
    let n = Int((tag & 0xffff_ffff) >> 2), d = Int(tag >> 32 & 0xffff), q = Int(tag >> 48)
    return (0..<n).map { k in var r = self; r.seg = s; r.data = w + 1 + k * (d + q); r.dw = d; r.pw = q; return r }
  }
  func bytes(_ i: Int) -> [UInt8] {
    guard i < pw, let (s, w, p) = resolve(seg, data + dw + i), p & 3 == 1, p >> 32 & 7 == 2 else { return [] }
    return (0..<Int(p >> 35)).map { UInt8(truncatingIfNeeded: m[s][w + $0 / 8] >> (8 * UInt64($0 % 8))) }
  }
  func text(_ i: Int) -> String { String(decoding: bytes(i).dropLast(), as: UTF8.self) }
  func words(_ i: Int) -> [UInt64] {
    guard i < pw else { return [] }
    var out: [UInt64] = [0]
    copy(seg, data + dw + i, into: &out, 0)
    return out == [0] ? [] : out
  }
  private func copy(_ s: Int, _ w: Int, into out: inout [UInt64], _ at: Int) {
    guard let (ts, tw, p) = resolve(s, w) else { return }
    let start = out.count
    out[at] = (p & ~0xffff_fffc) | UInt64(UInt32(truncatingIfNeeded: (start - at - 1) << 2))
    if p & 3 == 0 {
      let d = Int(p >> 32 & 0xffff), q = Int(p >> 48)
      out += m[ts][tw..<tw + d] + Array(repeating: 0, count: q)
      for k in 0..<q { copy(ts, tw + d + k, into: &out, start + d + k) }
    } else {
      let e = Int(p >> 32 & 7), n = Int(p >> 35)
      let bits = [0, 1, 8, 16, 32, 64][min(e, 5)]
      if e < 6 { out += m[ts][tw..<tw + (n * bits + 63) / 64]; return }
      if e == 6 {
        out += Array(repeating: 0, count: n)
        for k in 0..<n { copy(ts, tw + k, into: &out, start + k) }
        return
      }
      let tag = m[ts][tw], c = Int((tag & 0xffff_ffff) >> 2), d = Int(tag >> 32 & 0xffff), q = Int(tag >> 48)
      out += m[ts][tw..<tw + 1 + n]
      for k in 0..<c { for j in 0..<q {
        let x = 1 + k * (d + q) + d + j
        out[start + x] = 0
        copy(ts, tw + x, into: &out, start + x)
      } }
    }
  }
}
