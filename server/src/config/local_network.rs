//! Which of this machine's addresses phones in the same room can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use nix::{ifaddrs::getifaddrs, net::if_::InterfaceFlags};

/// Names of interfaces that lead into containers, virtual machines and tunnels, not into the room.
const NOT_THE_ROOM: [&str; 11] =
    ["docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "utun", "wg", "tailscale"];
/// Names of wireless interfaces: most phones are on the same Wi-Fi.
const WIRELESS: [&str; 2] = ["wl", "wifi"];

/// The likeliest address, or none where this machine is on no network.
pub(super) fn address() -> Option<IpAddr> {
    likeliest(found())
}

/// Addresses of interfaces that are up, with the interfaces' names.
fn found() -> Vec<(String, IpAddr)> {
    let Ok(interfaces) = getifaddrs() else { return Vec::new() };
    interfaces
        .filter(|interface| {
            interface.flags.contains(InterfaceFlags::IFF_UP | InterfaceFlags::IFF_RUNNING)
        })
        .filter_map(|interface| {
            let address = interface.address?;
            let v4 = address.as_sockaddr_in().map(|v4| IpAddr::V4(v4.ip()));
            let ip = v4.or_else(|| address.as_sockaddr_in6().map(|v6| IpAddr::V6(v6.ip())))?;
            Some((interface.interface_name, ip))
        })
        .collect()
}

fn likeliest(found: Vec<(String, IpAddr)>) -> Option<IpAddr> {
    found
        .into_iter()
        .filter_map(|(name, ip)| Some((rank(&name, ip)?, ip)))
        // The first of equals: the order in which the system lists them.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, ip)| ip)
}

/// How likely a phone reaches this address; `None`: not at all.
fn rank(name: &str, ip: IpAddr) -> Option<u8> {
    let starts = |names: &[&str]| names.iter().any(|start| name.starts_with(start));
    let of_address = match ip {
        IpAddr::V4(v4) if v4.is_loopback() || v4.is_link_local() || v4 == Ipv4Addr::UNSPECIFIED => {
            return None;
        }
        IpAddr::V4(v4) if v4.is_private() => 8,
        IpAddr::V4(_) => 4,
        // An address that only counts with the number of an interface is of no use in a QR code.
        IpAddr::V6(v6)
            if v6.is_loopback() || v6.is_unicast_link_local() || v6 == Ipv6Addr::UNSPECIFIED =>
        {
            return None;
        }
        IpAddr::V6(_) => 0,
    };
    let of_interface = match name {
        _ if starts(&NOT_THE_ROOM) => 0,
        _ if starts(&WIRELESS) => 2,
        _ => 1,
    };
    // A tunnel's private address is less likely than the room's public one.
    Some(if of_interface == 0 { 1 } else { 2 + of_address + of_interface })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(found: &[(&str, &str)]) -> Option<String> {
        let found = found.iter().map(|(name, ip)| ((*name).to_owned(), ip.parse().unwrap()));
        likeliest(found.collect()).map(|ip| ip.to_string())
    }

    #[test]
    fn the_room_comes_before_containers_and_tunnels() {
        let everything = [
            ("lo", "127.0.0.1"),
            ("docker0", "172.17.0.1"),
            ("wg0", "10.8.0.2"),
            ("eth0", "10.0.0.7"),
            ("wlan0", "192.168.1.5"),
            ("wlan0", "fe80::1"),
            ("wlan0", "2001:db8::5"),
        ];
        assert_eq!(of(&everything).as_deref(), Some("192.168.1.5"));
        assert_eq!(of(&everything[..4]).as_deref(), Some("10.0.0.7"));
        assert_eq!(of(&everything[..3]).as_deref(), Some("172.17.0.1"));
        assert_eq!(of(&everything[..1]), None);
        assert_eq!(
            of(&[("eth0", "203.0.113.9"), ("tun0", "10.1.1.1")]).as_deref(),
            Some("203.0.113.9")
        );
        assert_eq!(
            of(&[("eth0", "2001:db8::5"), ("eth0", "169.254.1.1")]).as_deref(),
            Some("2001:db8::5")
        );
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn what_is_found_is_an_address_of_this_machine() {
        let found = found();
        assert!(found.iter().any(|(_, ip)| ip.is_loopback()), "{found:?}");
    }
}
