//! Starting and stopping the server.

use std::{io, net::TcpListener, sync::Arc};

use actix_web::{
    App, HttpServer,
    dev::ServerHandle,
    middleware::{Compress, from_fn},
    web,
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio::task::JoinHandle;

use super::{guards, routes};
use crate::{
    auth::Throttle,
    channel::Challenges,
    config::Tls,
    http::{Problem, Services},
    intake::{BODY_SIZE, Gate, Places},
    release::Jobs,
    survey::Labels,
};

/// A server that has been started.
pub struct Running {
    /// Where it listens; the port is the one the system chose when 0 was asked for.
    pub address: std::net::SocketAddr,
    handle: ServerHandle,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Lets requests that are under way end, and stops.
    pub async fn stop(self) {
        self.handle.stop(true).await;
        let _ = self.task.await;
    }

    /// Waits until the server is told to stop.
    pub async fn wait(self) -> io::Result<()> {
        self.task.await.map_err(io::Error::other)?
    }

    /// By what another task may stop the server.
    pub fn handle(&self) -> ServerHandle {
        self.handle.clone()
    }
}

/// JSON bodies of staff: a few sealed frames; sorting brings one head a letter.
const JSON_LIMIT: usize = 32 * 1024 * 1024;
const FORM_LIMIT: usize = 4 * 1024 * 1024;

/// Starts to listen. `extra` adds routes that only the demonstration has.
pub fn serve(
    services: Services,
    extra: impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static,
) -> io::Result<Running> {
    let listener = TcpListener::bind(services.config.service.listen)?;
    let address = listener.local_addr()?;
    let intake = &services.config.intake;
    let gate = Gate::new(intake.proof_bits, intake.calm_per_minute, services.clock.now(), services.chance.clone());
    let (gate, throttle) = (web::Data::new(gate), web::Data::new(Throttle::default()));
    let places = web::Data::new(Places::default());
    let challenges = web::Data::new(Challenges::new(&services.chance));
    let (jobs, labels) = (web::Data::new(Jobs::default()), web::Data::new(Labels::default()));
    let tls = services.config.service.tls.as_ref().map(tls_config).transpose()?;
    let data = web::Data::new(services);
    let factory = move || {
        App::new()
            .app_data(data.clone())
            .app_data(gate.clone())
            .app_data(places.clone())
            .app_data(challenges.clone())
            .app_data(throttle.clone())
            .app_data(jobs.clone())
            .app_data(labels.clone())
            .app_data(web::PayloadConfig::new(BODY_SIZE + 1))
            .app_data(web::JsonConfig::default().limit(JSON_LIMIT))
            .app_data(web::FormConfig::default().limit(FORM_LIMIT))
            .wrap(Compress::default())
            .wrap(from_fn(guards::problems_as_pages))
            .wrap(from_fn(guards::same_origin))
            .wrap(from_fn(guards::headers))
            .configure(|app| {
                routes().into_iter().for_each(|route| route.register(app));
                extra(app);
            })
            .default_service(web::to(|| async { Err::<web::Bytes, _>(Problem::not_found()) }))
    };
    // No access log: nothing here writes down who asked for what.
    let server = HttpServer::new(factory).workers(2).shutdown_timeout(10).disable_signals();
    let server = match tls {
        Some(config) => server.listen_rustls_0_23(listener, config)?,
        None => server.listen(listener)?,
    };
    let server = server.run();
    Ok(Running { address, handle: server.handle(), task: tokio::spawn(server) })
}

fn tls_config(tls: &Tls) -> io::Result<ServerConfig> {
    let unreadable = |error| io::Error::other(format!("service.tls: {error}"));
    let chain = CertificateDer::pem_file_iter(&tls.certificate)
        .and_then(|certificates| certificates.collect::<Result<Vec<_>, _>>())
        .map_err(unreadable)?;
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(unreadable)?;
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| io::Error::other(format!("service.tls: {error}")))
}
