/// Sizes as people write them.
package enum ByteSize {
  private static let units: [(name: String, shift: UInt64)] = [
    ("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40), ("K", 10), ("M", 20), ("G", 30), ("T", 40),
    ("B", 0),
  ]

  /// Reads a size such as `64MiB`, `64M`, `65536`; letters of either case, powers of 1024.
  ///
  /// - Returns: the bytes, or `nil` when it is none or too large.
  package static func parse(_ text: String) -> UInt64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = UInt64(digits) else { return nil }
    let unit = text[digits.endIndex...]
    if unit.isEmpty { return number }
    guard let shift = units.first(where: { $0.name.lowercased() == unit.lowercased() })?.shift
    else { return nil }
    let (size, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
    return overflow ? nil : size
  }

  /// Writes a size with one digit behind the point.
  package static func text(_ size: UInt64) -> String {
    var shift: UInt64 = 0
    var unit = "B"
    for (name, unitShift) in units.prefix(4) where size >> unitShift > 0 {
      shift = unitShift
      unit = name
    }
    if shift == 0 { return "\(size) B" }
    let rest = size & ((1 << shift) - 1)
    return "\(size >> shift).\((rest * 10) >> shift) \(unit)"
  }
}
