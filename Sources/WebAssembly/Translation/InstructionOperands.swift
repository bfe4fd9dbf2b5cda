/// The operands of one translated instruction as text.
///
/// Slots are written `s3`, by their number in the frame; `acc` is the accumulator of the result's
/// or operand's kind. What the name of the handler does not tell is shown as raw words.
struct InstructionOperands {
  let start: Code
  /// The instruction's offset in the code.
  let offset: Int
  let byteCount: Int
  let importedFunctionCount: Int

  func text(of handler: String) -> String {
    let parts = handler.split(separator: ".")
    guard parts.count == 2 else { return raw }
    let family = String(parts[0])
    let form = parts[1].split(separator: "_").map(String.init)
    guard let first = form.first else { return raw }
    let destination = form.count > 1 ? form[1] : ""
    return described(family, first, destination) ?? raw
  }

  private func described(_ family: String, _ form: String, _ destination: String) -> String? {
    let number = family.prefix(3)
    switch family {
    case "jump": return "-> \(target(8))"
    case "meter": return "\(u32(8))"
    case "brTable":
      let count = min(Int(u32(12)), (byteCount - 20) / 4)
      guard count >= 0 else { return nil }
      let targets = (0...count).map { target(16 + 4 * $0) }.joined(separator: " ")
      return "\(form == "s" ? slot(8) : "acc") -> \(targets)"
    case "call" where form == "direct", "tail" where form == "direct":
      guard byteCount >= 24 else { return nil }
      let record = (start + 8).load(as: UnsafeMutablePointer<CodeRecord>.self)
      return "func[\(importedFunctionCount + Int(record.pointee.index))] at \(far(16))"
    case "copy": return copy(form, destination)
    case "functionReturn":
      return form == "s" ? slot(8) : form == "none" ? "" : form == "a" ? "acc" : nil
    case "clear":
      return form == "run" ? "\(far(8)) for \(i32(12) / 8)" : "\(far(8)) for \(form)"
    case "exit": return ""
    case "globalGet", "globalGetShared":
      return "\(form == "s" ? slot(8) : "acc") = global+\(u32(12))"
    case _ where family.hasPrefix("brI") || family.hasPrefix("brF"):
      guard form.count == 2, !family.contains("And") else { return nil }
      let left = form.first == "s" ? slot(8) : "acc"
      let right = form.last == "s" ? slot(10) : "\(i16(10))"
      guard form.last == "s" || family.hasPrefix("brI") else { return nil }
      return "\(left) \(right) -> \(target(12))"
    case _ where family.hasPrefix("load"): return load(form, destination)
    case _ where family.hasPrefix("store"): return store(form)
    case _ where number == "i32" || number == "i64" || number == "f32" || number == "f64":
      guard !family.contains("AddBr"), !family.contains("AddPair"), !family.contains("ShlAdd"),
        !family.contains("AddAdd"), !destination.isEmpty
      else { return nil }
      return arithmetic(form, destination, isDouble: number == "f64", isFloat: number == "f32")
    default: return nil
    }
  }

  private func arithmetic(
    _ form: String, _ destination: String, isDouble: Bool, isFloat: Bool
  ) -> String? {
    let constant: String
    if isDouble {
      constant = byteCount >= 24 ? "\((start + 16).load(as: Double.self))" : ""
    } else if isFloat {
      constant = "\(Float(bitPattern: u32(12)))"
    } else {
      constant = "\(i32(12))"
    }
    let operands: String
    switch form {
    case "s": operands = slot(10)
    case "a": operands = "acc"
    case "ss": operands = "\(slot(10)) \(slot(12))"
    case "as": operands = "acc \(slot(12))"
    case "sa": operands = "\(slot(10)) acc"
    case "sk": operands = "\(slot(10)) \(constant)"
    case "ak": operands = "acc \(constant)"
    case "ks": operands = "\(constant) \(slot(10))"
    case "ka": operands = "\(constant) acc"
    default: return nil
    }
    return result(destination) + operands
  }

  private func copy(_ form: String, _ destination: String) -> String? {
    switch form {
    case "s": return result(destination) + slot(10)
    case "a", "f32", "f64": return result(destination) + "acc"
    case "k": return byteCount == 16 ? result(destination) + "\(i32(12))" : nil
    case "k64": return result(destination) + hex64(16)
    case "pair": return "\(slot(8)) = \(slot(10)), \(slot(12)) = \(slot(14))"
    case "far": return "\(far(8)) = \(far(12))"
    default: return nil
    }
  }

  private func load(_ form: String, _ destination: String) -> String? {
    switch form {
    case "s": return result(destination) + "[\(slot(10)) + \(u32(12))]"
    case "a": return result(destination) + "[acc + \(u32(12))]"
    case "k": return result(destination) + "[\(u32(12))]"
    case "ss": return result(destination) + "[\(slot(10)) + \(slot(12)) + \(u32(16))]"
    case "as": return result(destination) + "[acc + \(slot(12)) + \(u32(16))]"
    default: return nil
    }
  }

  private func store(_ form: String) -> String? {
    guard form.count == 2 else { return nil }
    let address: String
    switch form.first {
    case "s": address = "[\(slot(8)) + \(u32(12))]"
    case "a": address = "[acc + \(u32(12))]"
    case "k": address = "[\(u32(12))]"
    default: return nil
    }
    switch form.last {
    case "s": return "\(address) = \(slot(10))"
    case "k": return "\(address) = \(i32(16))"
    default: return "\(address) = acc"
    }
  }
}

/// Fields of the instruction; those beyond its end read as zero.
extension InstructionOperands {
  private func field<T: FixedWidthInteger & BitwiseCopyable>(_ at: Int, _ type: T.Type) -> T {
    at + MemoryLayout<T>.size <= byteCount ? (start + at).loadUnaligned(as: type) : 0
  }

  private func u32(_ at: Int) -> UInt32 { field(at, UInt32.self) }
  private func i32(_ at: Int) -> Int32 { field(at, Int32.self) }
  private func i16(_ at: Int) -> Int16 { field(at, Int16.self) }

  /// A 16-bit slot offset.
  private func slot(_ at: Int) -> String { "s\(field(at, UInt16.self) / 8)" }

  /// A 32-bit slot offset.
  private func far(_ at: Int) -> String { "s\(i32(at) / 8)" }

  private func result(_ destination: String) -> String {
    destination == "s" ? "\(slot(8)) = " : "acc = "
  }

  /// Where a displacement leads, as an offset in the code.
  private func target(_ at: Int) -> String { "\(offset + Int(i32(at)))" }

  private func hex64(_ at: Int) -> String { "0x" + String(field(at, UInt64.self), radix: 16) }

  /// The words behind the handler's address.
  private var raw: String {
    stride(from: 8, to: byteCount, by: 8).map { hex64($0) }.joined(separator: " ")
  }
}
