import WebAssembly

extension ReferenceCall {
  private func popFloat() -> Float { Float(bitPattern: pop32()) }
  private func popDouble() -> Double { Double(bitPattern: pop()) }

  /// Pushes a number; an operator's NaN is always the canonical one here.
  private func pushMade(_ value: Float) {
    if value.isNaN { instance.madeNaN = true }
    push(value.isNaN ? 0x7FC0_0000 as UInt32 : value.bitPattern)
  }

  private func pushMade(_ value: Double) {
    if value.isNaN { instance.madeNaN = true }
    push(value.isNaN ? 0x7FF8_0000_0000_0000 as UInt64 : value.bitPattern)
  }

  /// Executes an operator on floating-point numbers.
  func floating(_ opcode: Opcode) throws {
    let raw = opcode.rawValue
    switch opcode {
    case .f32ConvertI32S: pushMade(Float(Int32(bitPattern: pop32())))
    case .f32ConvertI32U: pushMade(Float(pop32()))
    case .f32ConvertI64S: pushMade(Float(Int64(bitPattern: pop())))
    case .f32ConvertI64U: pushMade(Float(pop()))
    case .f64ConvertI32S: pushMade(Double(Int32(bitPattern: pop32())))
    case .f64ConvertI32U: pushMade(Double(pop32()))
    case .f64ConvertI64S: pushMade(Double(Int64(bitPattern: pop())))
    case .f64ConvertI64U: pushMade(Double(pop()))
    case .f32DemoteF64: pushMade(Float(popDouble()))
    case .f64PromoteF32: pushMade(Double(popFloat()))
    case .f32Abs: push(pop32() & 0x7FFF_FFFF)
    case .f32Neg: push(pop32() ^ 0x8000_0000)
    case .f64Abs: push(pop() & 0x7FFF_FFFF_FFFF_FFFF)
    case .f64Neg: push(pop() ^ 0x8000_0000_0000_0000)
    case .f32Copysign:
      let sign = pop32() & 0x8000_0000
      push(pop32() & 0x7FFF_FFFF | sign)
    case .f64Copysign:
      let sign = pop() & 0x8000_0000_0000_0000
      push(pop() & 0x7FFF_FFFF_FFFF_FFFF | sign)
    default:
      switch raw {
      case Opcode.f32Eq.rawValue...Opcode.f32Ge.rawValue:
        let right = popFloat()
        push(compared(raw - Opcode.f32Eq.rawValue, popFloat(), right))
      case Opcode.f64Eq.rawValue...Opcode.f64Ge.rawValue:
        let right = popDouble()
        push(compared(raw - Opcode.f64Eq.rawValue, popDouble(), right))
      case Opcode.f32Ceil.rawValue...Opcode.f32Sqrt.rawValue:
        pushMade(rounded(raw - Opcode.f32Ceil.rawValue, popFloat()))
      case Opcode.f64Ceil.rawValue...Opcode.f64Sqrt.rawValue:
        pushMade(rounded(raw - Opcode.f64Ceil.rawValue, popDouble()))
      case Opcode.f32Add.rawValue...Opcode.f32Max.rawValue:
        let right = popFloat()
        pushMade(computed(raw - Opcode.f32Add.rawValue, popFloat(), right))
      case Opcode.f64Add.rawValue...Opcode.f64Max.rawValue:
        let right = popDouble()
        pushMade(computed(raw - Opcode.f64Add.rawValue, popDouble(), right))
      default: try truncating(opcode)
      }
    }
  }

  private func compared<T: BinaryFloatingPoint>(_ operation: UInt16, _ l: T, _ r: T) -> Bool {
    switch operation {
    case 0: l == r
    case 1: l != r
    case 2: l < r
    case 3: l > r
    case 4: l <= r
    default: l >= r
    }
  }

  private func rounded<T: BinaryFloatingPoint>(_ operation: UInt16, _ value: T) -> T {
    switch operation {
    case 0: value.rounded(.up)
    case 1: value.rounded(.down)
    case 2: value.rounded(.towardZero)
    case 3: value.rounded(.toNearestOrEven)
    default: value.squareRoot()
    }
  }

  private func computed<T: BinaryFloatingPoint>(_ operation: UInt16, _ l: T, _ r: T) -> T {
    switch operation {
    case 0: return l + r
    case 1: return l - r
    case 2: return l * r
    case 3: return l / r
    default:
      if l.isNaN || r.isNaN { return .nan }
      if l == 0 && r == 0 {
        let isMinimum = operation == 4
        return (l.sign == .minus) == isMinimum ? l : r
      }
      return (operation == 4) == (l < r) ? l : r
    }
  }

  private func truncating(_ opcode: Opcode) throws {
    switch opcode {
    case .i32TruncF32S: push(UInt32(bitPattern: try whole(popFloat())))
    case .i32TruncF32U: push(try whole(popFloat()) as UInt32)
    case .i32TruncF64S: push(UInt32(bitPattern: try whole(popDouble())))
    case .i32TruncF64U: push(try whole(popDouble()) as UInt32)
    case .i64TruncF32S: push(UInt64(bitPattern: try whole(popFloat())))
    case .i64TruncF32U: push(try whole(popFloat()) as UInt64)
    case .i64TruncF64S: push(UInt64(bitPattern: try whole(popDouble())))
    case .i64TruncF64U: push(try whole(popDouble()) as UInt64)
    case .i32TruncSatF32S: push(UInt32(bitPattern: nearest(popFloat())))
    case .i32TruncSatF32U: push(nearest(popFloat()) as UInt32)
    case .i32TruncSatF64S: push(UInt32(bitPattern: nearest(popDouble())))
    case .i32TruncSatF64U: push(nearest(popDouble()) as UInt32)
    case .i64TruncSatF32S: push(UInt64(bitPattern: nearest(popFloat())))
    case .i64TruncSatF32U: push(nearest(popFloat()) as UInt64)
    case .i64TruncSatF64S: push(UInt64(bitPattern: nearest(popDouble())))
    case .i64TruncSatF64U: push(nearest(popDouble()) as UInt64)
    default: throw Trap(.hostError, detail: "the reference does not know \(opcode.mnemonic)")
    }
  }

  private func whole<I: FixedWidthInteger>(_ value: some BinaryFloatingPoint) throws -> I {
    if value.isNaN { throw Trap(.invalidConversionToInteger) }
    guard let integer = I(exactly: value.rounded(.towardZero)) else {
      throw Trap(.integerOverflow)
    }
    return integer
  }

  private func nearest<I: FixedWidthInteger>(_ value: some BinaryFloatingPoint) -> I {
    if value.isNaN { return 0 }
    return I(exactly: value.rounded(.towardZero)) ?? (value < 0 ? I.min : I.max)
  }
}
