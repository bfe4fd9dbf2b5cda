import WebAssembly

extension ReferenceCall {
  /// Executes an operator that computes.
  func numeric(_ opcode: Opcode) throws {
    let raw = opcode.rawValue
    switch opcode {
    case .i32Eqz: push(pop32() == 0)
    case .i64Eqz: push(pop() == 0)
    case .i32Clz: push(UInt32(pop32().leadingZeroBitCount))
    case .i32Ctz: push(UInt32(pop32().trailingZeroBitCount))
    case .i32Popcnt: push(UInt32(pop32().nonzeroBitCount))
    case .i64Clz: push(UInt64(pop().leadingZeroBitCount))
    case .i64Ctz: push(UInt64(pop().trailingZeroBitCount))
    case .i64Popcnt: push(UInt64(pop().nonzeroBitCount))
    case .i32WrapI64: push(pop32())
    case .i32Extend8S: push(UInt32(bitPattern: Int32(Int8(truncatingIfNeeded: pop()))))
    case .i32Extend16S: push(UInt32(bitPattern: Int32(Int16(truncatingIfNeeded: pop()))))
    case .i64Extend8S: push(UInt64(bitPattern: Int64(Int8(truncatingIfNeeded: pop()))))
    case .i64Extend16S: push(UInt64(bitPattern: Int64(Int16(truncatingIfNeeded: pop()))))
    case .i64Extend32S, .i64ExtendI32S:
      push(UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: pop()))))
    case .i64ExtendI32U, .f32ReinterpretI32, .i32ReinterpretF32: push(pop32())
    case .f64ReinterpretI64, .i64ReinterpretF64: break
    default:
      switch raw {
      case Opcode.i32Eq.rawValue...Opcode.i32GeU.rawValue: compareIntegers(.i32Eq, raw, Int32.self)
      case Opcode.i64Eq.rawValue...Opcode.i64GeU.rawValue: compareIntegers(.i64Eq, raw, Int64.self)
      case Opcode.i32Add.rawValue...Opcode.i32Rotr.rawValue:
        let right = Int32(truncatingIfNeeded: pop())
        let left = Int32(truncatingIfNeeded: pop())
        push(UInt32(bitPattern: try arithmetic(raw - Opcode.i32Add.rawValue, left, right)))
      case Opcode.i64Add.rawValue...Opcode.i64Rotr.rawValue:
        let right = Int64(bitPattern: pop())
        let left = Int64(bitPattern: pop())
        push(UInt64(bitPattern: try arithmetic(raw - Opcode.i64Add.rawValue, left, right)))
      default: try floating(opcode)
      }
    }
  }

  private func compareIntegers<T: FixedWidthInteger & SignedInteger>(
    _ first: Opcode, _ raw: UInt16, _ type: T.Type
  ) {
    let right = T(truncatingIfNeeded: pop())
    let left = T(truncatingIfNeeded: pop())
    let (u, v) = (T.Magnitude(truncatingIfNeeded: left), T.Magnitude(truncatingIfNeeded: right))
    switch raw - first.rawValue {
    case 0: push(left == right)
    case 1: push(left != right)
    case 2: push(left < right)
    case 3: push(u < v)
    case 4: push(left > right)
    case 5: push(u > v)
    case 6: push(left <= right)
    case 7: push(u <= v)
    case 8: push(left >= right)
    default: push(u >= v)
    }
  }

  private func arithmetic<T: FixedWidthInteger & SignedInteger>(
    _ operation: UInt16, _ left: T, _ right: T
  ) throws -> T {
    let (u, v) = (T.Magnitude(truncatingIfNeeded: left), T.Magnitude(truncatingIfNeeded: right))
    let amount = Int(truncatingIfNeeded: right) & (T.bitWidth - 1)
    if operation >= 3 && operation <= 6 && right == 0 { throw Trap(.integerDivideByZero) }
    switch operation {
    case 0: return left &+ right
    case 1: return left &- right
    case 2: return left &* right
    case 3:
      let (quotient, overflow) = left.dividedReportingOverflow(by: right)
      if overflow { throw Trap(.integerOverflow) }
      return quotient
    case 4: return T(truncatingIfNeeded: u / v)
    case 5: return left.remainderReportingOverflow(dividingBy: right).partialValue
    case 6: return T(truncatingIfNeeded: u % v)
    case 7: return left & right
    case 8: return left | right
    case 9: return left ^ right
    case 10: return left << amount
    case 11: return left >> amount
    case 12: return T(truncatingIfNeeded: u >> amount)
    case 13:
      return T(truncatingIfNeeded: amount == 0 ? u : u << amount | u >> (T.bitWidth - amount))
    default:
      return T(truncatingIfNeeded: amount == 0 ? u : u >> amount | u << (T.bitWidth - amount))
    }
  }
}
