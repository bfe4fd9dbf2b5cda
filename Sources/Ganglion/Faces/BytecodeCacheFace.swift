import CapnProtoAsync
import Processes

/// A node's bytecode cache as a capability.
final class BytecodeCacheFace: ProcessSchema.BytecodeCache.Server {
  private let cache: BytecodeCache

  init(_ cache: BytecodeCache) { self.cache = cache }

  func put(_ call: ProcessSchema.BytecodeCache.PutCall) async throws {
    let bytecode = try call.params.bytecode.bytes
    do throws(CacheError) {
      call.results.setCid(try await cache.put(bytecode).bytes)
    } catch {
      throw RPCError(error.code == .full ? .overloaded : .failed, "\(error)")
    }
  }

  func get(_ call: ProcessSchema.BytecodeCache.GetCall) async throws {
    let id = try Self.identifier(try call.params.cid.bytes)
    guard let bytes = await cache.get(id) else {
      throw RPCError(.failed, "the cache has nothing with the content identifier \(id)")
    }
    call.results.setBytecode(bytes)
  }

  func has(_ call: ProcessSchema.BytecodeCache.HasCall) async throws {
    guard let id = ContentID(bytes: try call.params.cid.bytes) else { return }
    call.results.has = await cache.has(id)
  }

  private static func identifier(_ bytes: [UInt8]) throws(RPCError) -> ContentID {
    guard let id = ContentID(bytes: bytes) else {
      throw RPCError(.failed, "this is no content identifier")
    }
    return id
  }
}

extension Node {
  /// A capability to fill and to read the node's bytecode cache.
  public func cacheClient() -> ProcessSchema.BytecodeCache.Client {
    ProcessSchema.BytecodeCache.Client(BytecodeCacheFace(executor.cache), in: vat)
  }
}
