import Synchronization

/// What handlers know of the running call beyond their arguments.
///
/// It lives in raw memory that the `Execution` owns; another thread may touch `stackLimit` alone. So
/// fields are assigned, never changed in place: `+=` is formally an access to the whole, which
/// ThreadSanitizer reports.
struct ExecutionContext: ~Copyable {
  /// The address a frame may not reach beyond; zero while a stop is asked for.
  let stackLimit: Atomic<UInt>
  /// The running instance.
  var instance: UnsafeMutablePointer<InstanceHeader>
  /// Fuel left.
  var fuel: Int64 = .max
  /// Why the handlers returned.
  var exit: Exit = .none
  /// The code of a trap, when `exit` says so.
  var trap: TrapKind = .unreachable
  /// Where to go on, or where it happened.
  var code: Code
  var frame: Frame
  var accumulator: UInt64 = 0
  var float: Double = 0
  var base: Base
  var size: UInt64 = 0
  /// A record that goes with `exit`: of the function called.
  var argument: UnsafeMutableRawPointer?
  /// The first argument of the call that `exit` asks for.
  var callFrame: Frame
  /// Where objects are made, by class of size.
  var cursors: UnsafeMutablePointer<AllocationCursor>
  /// The class by size; see `SizeClasses`.
  let sizeClasses = SizeClasses.classes

  init(instance: UnsafeMutablePointer<InstanceHeader>, code: Code, frame: Frame) {
    stackLimit = Atomic(0)
    self.instance = instance
    self.code = code
    self.frame = frame
    self.base = frame
    self.callFrame = frame
    // The execution puts the heap's in its place.
    self.cursors = frame.assumingMemoryBound(to: AllocationCursor.self)
  }
}

/// Why the handlers returned to the driver.
enum Exit: UInt8 {
  /// They did not: the driver loop dispatches the next instruction.
  case none
  /// The outermost function returned.
  case finished
  /// The guest trapped at `code`.
  case trapped
  /// The fuel does not pay for the stretch that starts at `code`.
  case outOfFuel
  /// The stack limit was reached at `code`: exhausted, or a stop was asked for.
  case limit
  /// The function in `argument` is not translated yet.
  case untranslated
  /// The function in `argument` belongs to the host or to another instance.
  case foreignCall
  /// The same, replacing the running function.
  case foreignTailCall
  /// A call into another instance returned.
  case foreignReturn
  /// The instruction at `code` is one the driver carries out.
  case operation
}

/// The traps handlers raise, one byte each.
enum TrapKind: UInt8 {
  case unreachable
  case integerDivideByZero
  case integerOverflow
  case invalidConversionToInteger
  case outOfBoundsMemoryAccess
  case outOfBoundsTableAccess
  case undefinedElement
  case uninitializedElement
  case indirectCallTypeMismatch
  case nullReference
  case nullFunctionReference
  case nullStructure
  case nullArray
  case nullInteger
  case outOfBoundsArrayAccess
  case castFailure
  case unalignedAtomic

  /// The public code.
  var code: Trap.Code {
    switch self {
    case .unreachable: .unreachable
    case .integerDivideByZero: .integerDivideByZero
    case .integerOverflow: .integerOverflow
    case .invalidConversionToInteger: .invalidConversionToInteger
    case .outOfBoundsMemoryAccess: .outOfBoundsMemoryAccess
    case .outOfBoundsTableAccess: .outOfBoundsTableAccess
    case .undefinedElement: .undefinedElement
    case .uninitializedElement: .uninitializedElement
    case .indirectCallTypeMismatch: .indirectCallTypeMismatch
    case .nullReference: .nullReference
    case .nullFunctionReference: .nullFunctionReference
    case .nullStructure: .nullStructure
    case .nullArray: .nullArray
    case .nullInteger: .nullInteger
    case .outOfBoundsArrayAccess: .outOfBoundsArrayAccess
    case .castFailure: .castFailure
    case .unalignedAtomic: .unalignedAtomic
    }
  }
}
