import Platform
import Synchronization
package import WebAssembly

/// Bytes in the cache, and what was made of them.
final class CachedContent: Sendable {
  enum State: Sendable {
    /// Nobody wanted to run it yet.
    case bytes
    /// It is being decoded; who waits for it.
    case loading([@Sendable (Result<PinnedModule, CacheError>) -> Void])
    case ready(LoadedModule)
    case invalid(CacheError)
  }

  let id: ContentID
  let bytes: [UInt8]
  /// Guarded by the cache's lock alone, as it decides over it together with the table.
  let state = Guarded(State.bytes)

  init(id: ContentID, bytes: [UInt8]) {
    self.id = id
    self.bytes = bytes
  }

  /// What an entry takes beside its bytes: the table's slot, the identifier, the objects.
  static let overhead = 1024

  /// What it takes in memory, as far as known.
  var byteCount: Int {
    let state = state.withLock { $0 }
    var total = bytes.count + Self.overhead
    if case .ready(let loaded) = state { total += loaded.module.byteCountBesideBinary }
    return total
  }
}

/// A module ready to run, with what starting it needs to know.
package final class LoadedModule: Sendable {
  /// The identifier of its bytes; `nil` for one that did not come from a cache.
  package let id: ContentID?
  /// The identifier as text, as guests get it.
  package let idText: String
  package let module: Module
  /// The module's name from its name section.
  package let name: String?

  init(id: ContentID, module: Module) {
    self.id = id
    idText = id.description
    self.module = module
    name = module.names.moduleName
  }

  /// A module that is in no cache.
  init(_ module: Module, name: String?) {
    id = nil
    idText = ""
    self.module = module
    self.name = name
  }
}

/// Keeps a module in the cache, if it is in one, for as long as it runs.
package final class PinnedModule: Sendable {
  package let loaded: LoadedModule
  private let cache: BytecodeCache?

  /// The entry is pinned already.
  init(pinned loaded: LoadedModule, in cache: BytecodeCache) {
    self.loaded = loaded
    self.cache = cache
  }

  /// A module that is in no cache.
  init(_ loaded: LoadedModule) {
    self.loaded = loaded
    cache = nil
  }

  deinit {
    if let id = loaded.id { cache?.unpin(id) }
  }
}
