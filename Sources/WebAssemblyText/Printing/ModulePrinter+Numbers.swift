internal import WebAssembly

/// Constants, lanes and memory arguments.
extension ModulePrinter {
  mutating func numbers(
    _ instruction: Instruction, _ reader: inout BinaryReader
  ) throws(ModuleError) {
    switch instruction.immediate {
    case .i32: out.text(" \(try reader.s32())")
    case .i64: out.text(" \(try reader.s64())")
    case .f32:
      let bits = try reader.fixed32()
      out.text(" " + float(UInt64(bits), .single, "\(Float(bitPattern: bits))"))
    case .f64:
      let bits = try reader.fixed64()
      out.text(" " + float(bits, .double, "\(Double(bitPattern: bits))"))
    case .v128:
      out.text(" i32x4")
      for _ in 0..<4 { out.text(" 0x" + String(try reader.fixed32(), radix: 16)) }
    case .lane: out.text(" \(try reader.byte())")
    case .lanes16:
      for _ in 0..<16 { out.text(" \(try reader.byte())") }
    default: try memoryAccess(instruction, &reader)
    }
  }

  /// A number so that reading it gives the same bits.
  ///
  /// - Parameter decimal: the shortest decimal that does, unless it is a NaN.
  private func float(_ bits: UInt64, _ format: FloatFormat, _ decimal: String) -> String {
    let magnitude = bits & ~format.signBit
    guard magnitude > format.infinity else { return decimal }
    let sign = magnitude == bits ? "" : "-"
    if magnitude == format.canonicalNaN { return sign + "nan" }
    return sign + "nan:0x" + String(magnitude & format.fractionMask, radix: 16)
  }

  private mutating func memoryAccess(
    _ instruction: Instruction, _ reader: inout BinaryReader
  ) throws(ModuleError) {
    let argument = try reader.memoryArgument()
    if argument.memory != 0 { out.text(" " + names[.memory].reference(argument.memory)) }
    if argument.offset != 0 { out.text(" offset=\(argument.offset)") }
    if argument.alignment != instruction.alignment {
      out.text(" align=\(UInt64(1) << UInt64(argument.alignment))")
    }
    if instruction.immediate == .memoryArgumentAndLane { out.text(" \(try reader.byte())") }
  }
}
