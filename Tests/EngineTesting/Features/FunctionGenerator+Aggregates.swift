import WebAssembly

extension FunctionGenerator {
  private func nullable(_ type: HeapType) -> ValueType { .reference(type, nullable: true) }

  /// Takes the reference on top, of a concrete type, for one of its supertypes at times.
  private mutating func widen(_ position: Int, _ features: FeatureTypes) {
    guard random.chance(3) else { return }
    stack[stack.count - 1] = nullable(random.pick(features.supertypes(position)))
  }

  private func heapType(_ position: Int, _ features: FeatureTypes) -> HeapType {
    position < FeatureTypes.structureCount
      ? features.structure(position) : features.array(position - FeatureTypes.structureCount)
  }

  /// Makes the operand on top be an object of a type, most often one that is there.
  private mutating func pushObject(_ position: Int, _ features: FeatureTypes) {
    let type = nullable(heapType(position, features))
    if height > 0, stack[stack.count - 1] == type { return }
    if random.chance(4) { return push(type) }
    code += module.reference(type, nulls: 40)
    budget -= 2
    stack.append(type)
  }

  /// An operator on structures or arrays.
  mutating func aggregateStep() {
    guard let features = module.features else { return }
    if random.chance(2) { structure(features) } else { array(features) }
  }

  private mutating func structure(_ features: FeatureTypes) {
    let position = random.below(FeatureTypes.structureCount)
    let index = module.types.count + position
    let fields = features.structures[position]
    let type = nullable(features.structure(position))
    switch random.below(6) {
    case 0, 1:
      ensure(fields.map(\.storage.unpacked))
      emit(.structNew, index)
      stack.removeLast(fields.count)
      stack.append(type)
      widen(position, features)
    case 2, 3:
      let field = random.below(fields.count)
      pushObject(position, features)
      emit(getter(fields[field].storage, .structGet, .structGetS, .structGetU), index, field)
      stack[stack.count - 1] = fields[field].storage.unpacked
    case 4:
      let field = random.below(fields.count)
      guard fields[field].isMutable else { return }
      pushObject(position, features)
      push(fields[field].storage.unpacked)
      emit(.structSet, index, field)
      stack.removeLast(2)
    default:
      // The same object twice, once under another type.
      guard !locals.filter({ $0.type == type }).isEmpty else { return }
      push(type)
      ensure([nullable(.eq)])
    }
  }

  private mutating func getter(
    _ storage: StorageType, _ plain: Opcode, _ signed: Opcode, _ unsigned: Opcode
  ) -> Opcode {
    if case .value = storage { return plain }
    return random.chance(2) ? signed : unsigned
  }

  private mutating func array(_ features: FeatureTypes) {
    let number = random.below(FeatureTypes.arrayCount)
    let position = FeatureTypes.structureCount + number
    let index = module.types.count + position
    let element = features.arrays[number].storage
    let type = nullable(features.array(number))
    switch random.below(13) {
    case 0:
      push(element.unpacked)
      count(30)
      emit(.arrayNew, index)
      stack.removeLast(2)
      stack.append(type)
      widen(position, features)
    case 1:
      count(random.chance(8) ? 3000 : 20)
      emit(.arrayNewDefault, index)
      stack[stack.count - 1] = type
      widen(position, features)
    case 2:
      let elements = random.below(6)
      ensure([ValueType](repeating: element.unpacked, count: elements))
      emit(.arrayNewFixed, index, elements)
      stack.removeLast(elements)
      stack.append(type)
      widen(position, features)
    case 3:
      count(element.unpacked == .funcref ? 5 : 60)
      count(number < 2 ? 30 : 6)
      if element.unpacked == .funcref {
        emit(.arrayNewElem, index, 1)
      } else if element.unpacked.isReference {
        stack.removeLast(2)
        emit(.drop)
        emit(.drop)
        return
      } else {
        emit(.arrayNewData, index, 1)
      }
      stack.removeLast(2)
      stack.append(type)
    case 4, 5, 6:
      pushObject(position, features)
      count(random.chance(20) ? 40 : 4)
      emit(getter(element, .arrayGet, .arrayGetS, .arrayGetU), index)
      stack.removeLast(2)
      stack.append(element.unpacked)
    case 7, 8:
      pushObject(position, features)
      count(random.chance(20) ? 40 : 4)
      push(element.unpacked)
      emit(.arraySet, index)
      stack.removeLast(3)
    case 9:
      ensure([nullable(.array)])
      emit(.arrayLen)
      stack[stack.count - 1] = .i32
    case 10:
      pushObject(position, features)
      count(3)
      push(element.unpacked)
      count(random.chance(8) ? 12 : 3)
      emit(.arrayFill, index)
      stack.removeLast(4)
    case 11:
      pushObject(position, features)
      count(4)
      let type = stack[stack.count - 2]
      code += module.reference(type, nulls: 40)
      stack.append(type)
      count(3)
      count(3)
      emit(.arrayCopy, index, index)
      stack.removeLast(5)
    default:
      let isFunction = element.unpacked == .funcref
      guard isFunction || !element.unpacked.isReference else { return }
      pushObject(position, features)
      count(3)
      count(5)
      count(3)
      emit(isFunction ? .arrayInitElem : .arrayInitData, index, 1)
      stack.removeLast(4)
    }
  }

  // MARK: Casts

  /// A type of the internal hierarchy to test for.
  private mutating func target(_ features: FeatureTypes) -> HeapType {
    switch random.below(8) {
    case 0: .i31
    case 1: .structure
    case 2: .array
    case 3: .eq
    case 4: .none
    default:
      heapType(random.below(FeatureTypes.structureCount + FeatureTypes.arrayCount), features)
    }
  }

  mutating func castStep() {
    guard let features = module.features else { return }
    let heap = target(features)
    switch random.below(11) {
    case 0, 1, 2:
      ensure([nullable(.any)])
      emit(random.chance(2) ? .refTest : .refTestNull)
      code += ModuleBytes.heap(heap)
      stack[stack.count - 1] = .i32
    case 3, 4:
      ensure([nullable(.any)])
      // Most often to what will fit.
      let fits = random.chance(3) ? heap : .eq
      emit(random.chance(20) ? .refCast : .refCastNull)
      code += ModuleBytes.heap(fits)
      stack[stack.count - 1] = nullable(fits)
      if fits == .none { stack[stack.count - 1] = nullable(.i31) }
    case 5:
      ensure([nullable(.eq), nullable(.eq)])
      emit(.refEq)
      stack.removeLast(2)
      stack.append(.i32)
    case 6:
      ensure([.i32])
      emit(.refI31)
      stack[stack.count - 1] = nullable(random.pick([.i31, .eq, .any]))
    case 7:
      code += module.reference(nullable(.i31), nulls: 40)
      stack.append(nullable(.i31))
      emit(random.chance(2) ? .i31GetS : .i31GetU)
      stack[stack.count - 1] = .i32
    case 8:
      ensure([nullable(.any)])
      emit(.externConvertAny)
      stack[stack.count - 1] = .externref
    case 9:
      ensure([.externref])
      emit(.anyConvertExtern)
      stack[stack.count - 1] = nullable(.any)
    default:
      guard height > 0, stack[stack.count - 1].isReference, random.chance(2) else { return }
      if random.chance(5) {
        emit(.refAsNonNull)
      } else {
        emit(.refIsNull)
        stack[stack.count - 1] = .i32
      }
    }
  }

  /// A branch that depends on a reference.
  mutating func nullBranch() {
    guard let features = module.features else { return }
    let depth = depth()
    let types = types(at: depth)
    let last = types.last
    switch random.below(4) {
    case 0:
      let value = nullable(target(features))
      let pushed = value == nullable(.none) ? nullable(.i31) : value
      ensure(types + [pushed])
      emit(.brOnNull, depth)
    case 1:
      guard let last, last.isReference else { return }
      ensure(types)
      emit(.brOnNonNull, depth)
      stack.removeLast()
    default:
      guard let last, let heap = last.heapType else { return }
      guard
        heap == .eq || heap == .i31 || heap == .structure || heap == .array
          || features.position(heap) != nil || heap == .any
      else { return }
      let source = nullable(heap == .any || random.chance(2) ? .any : .eq)
      if heap == .any || (heap == .eq && source == nullable(.eq)) {
        // What is not of the type goes to the label, the rest stays.
        let tested = target(features)
        guard tested != .none, heap == .any || tested != .any else { return }
        ensure(Array(types.dropLast()) + [source])
        emit(.brOnCastFail)
        code += [random.chance(2) ? 3 : 1] + ModuleBytes.unsigned(depth)
        code += ModuleBytes.heap(source.heapType ?? .any) + ModuleBytes.heap(tested)
        stack[stack.count - 1] = nullable(tested)
      } else {
        guard heap != .eq || source == nullable(.any) else { return }
        ensure(Array(types.dropLast()) + [source])
        emit(.brOnCast)
        code += [random.chance(2) ? 3 : 1] + ModuleBytes.unsigned(depth)
        code += ModuleBytes.heap(source.heapType ?? .any) + ModuleBytes.heap(heap)
        stack[stack.count - 1] = source
      }
    }
  }
}
