/// A number with a fixed count of decimals, rounded to nearest.
package func decimal(_ value: Double, places: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = Int((abs(value) * scale).rounded())
  let sign = value < 0 && scaled != 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(scaled)" }
  let digits = "\(scaled % Int(scale))"
  let zeros = String(repeating: "0", count: places - digits.count)
  return "\(sign)\(scaled / Int(scale)).\(zeros)\(digits)"
}

/// `text` filled with spaces to `width`, at its left or right end.
package func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
  let fill = String(repeating: " ", count: max(0, width - text.count))
  return right ? fill + text : text + fill
}
